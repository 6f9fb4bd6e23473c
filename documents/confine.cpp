#include "documents/confine.h"

#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <memory>

namespace regwatch {
namespace {

constexpr rlim_t most_descriptors = 64;

// AddressSanitizer maps terabytes of shadow memory.
constexpr bool address_space_is_limited =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    false;
#else
    true;
#endif

void limit(int resource, rlim_t value) {
  const struct rlimit both { value, value };
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

// Nothing that reads bytes and writes text to an open pipe needs these.
constexpr std::initializer_list<int> needless_calls = {
    // The network, and what else leads out.
    SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
    SCMP_SYS(accept4), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg),
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register),
    // Other processes.
    SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kcmp), SCMP_SYS(setpgid),
    SCMP_SYS(setsid), SCMP_SYS(shmget), SCMP_SYS(msgget), SCMP_SYS(semget), SCMP_SYS(mq_open),
    // Files, other than reading them.
    SCMP_SYS(creat), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
    SCMP_SYS(renameat2), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(link),
    SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(mknod), SCMP_SYS(mknodat),
    SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown),
    SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(truncate), SCMP_SYS(setxattr),
    SCMP_SYS(fsetxattr), SCMP_SYS(lsetxattr), SCMP_SYS(utimensat),
    // The machine.
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare),
    SCMP_SYS(setns), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(init_module),
    SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot),
    SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
    SCMP_SYS(sethostname), SCMP_SYS(quotactl), SCMP_SYS(syslog), SCMP_SYS(open_by_handle_at)};

struct Release {
  void operator()(void* context) const { seccomp_release(context); }
};

void deny_opening_to_write(scmp_filter_ctx filter, int call, unsigned flags_argument) {
  for (const int flag : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC}) {
    const auto bits = static_cast<scmp_datum_t>(flag);
    const scmp_arg_cmp has_flag{flags_argument, SCMP_CMP_MASKED_EQ, bits, bits};
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 1, has_flag);
  }
}

Filter filter_calls() {
  const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_ALLOW));
  if (!filter) return Filter::not_to_be_had;
  // A call that this machine does not know needs no rule.
  for (const int call : needless_calls)
    seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0);
  deny_opening_to_write(filter.get(), SCMP_SYS(open), 1);
  deny_opening_to_write(filter.get(), SCMP_SYS(openat), 2);
  // Its flags are in memory, where a filter cannot look. glibc falls back to openat.
  seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0);
  return seccomp_load(filter.get()) == 0 ? Filter::in_force : Filter::not_to_be_had;
}

}  // namespace

Filter confine_this_process(const Confinement& confinement, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);  // It went before it could be watched.
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (address_space_is_limited) limit(RLIMIT_AS, confinement.max_memory_bytes);
  limit(RLIMIT_CPU, static_cast<rlim_t>(confinement.max_cpu.count()));
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, most_descriptors);
  // It may ask for room again to hand a document to a tool through a file in memory; no file of a
  // file system can be opened for writing once the filter is in force, and tools get no room at
  // all.
  const struct rlimit no_files { 0, confinement.max_memory_bytes };
  ::setrlimit(RLIMIT_FSIZE, &no_files);
  ::signal(SIGXFSZ, SIG_IGN);  // A write too many is an error, not a death.
  return filter_calls();
}

}  // namespace regwatch
