#pragma once

#include <string>

#include "app/config.h"
#include "crawler/post.h"

namespace regwatch {

/// Requests the address of the dead-man switch (`[alerts] ping`) by GET, as every such service
/// takes it. Returns why it failed, without the address, which may be a secret; empty: it did not,
/// or there is none.
std::string ping(const Config& config, const PostManners& manners);

}  // namespace regwatch
