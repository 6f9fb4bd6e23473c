#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// What a notice is to the documents that its title names.
enum class Stage {
  unknown,         ///< News, an event, a penalty: nothing that a document passes through.
  draft,           ///< 征求意见稿, 草案, 送审稿, 报批公示
  later_draft,     ///< 二次征求意见稿, 再次公开征求意见
  revision_draft,  ///< 修订草案, 修订征求意见稿: of a document that is in force.
  adopted,         ///< The document itself: bare, in a notice that prints it, in an order.
  announced,  ///< Words about its publication: `国家网信办公布《…》`. The text may follow, or not.
  amendment,       ///< 关于修改《…》的决定
  interpretation,  ///< 解读, 答记者问, 问答
  correction,      ///< 更正, 勘误
  extension,       ///< More time for comments.
  feedback,        ///< What became of the comments.
};
std::string_view name_of(Stage stage);
std::optional<Stage> stage_named(std::string_view name);
/// draft, later_draft, revision_draft
bool is_draft(Stage stage);

/// The name of a document, taken apart.
struct DocumentName {
  /// In half-width letters, without 《》, issuers in front, stage, variant, edition, number,
  /// series.
  std::string name;
  /// For equality: letters, digits and Chinese characters of `name` in lower case, without
  /// 中华人民共和国 and without 暂行: 《生成式人工智能服务管理办法（征求意见稿）》 became
  /// 《生成式人工智能服务管理暂行办法》. Numbers stay: another batch is another document.
  std::string normal;
  std::string variant;  ///< 试行, 暂行
  std::string edition;  ///< Digits of 2026年版, 2024—2028年, V1.0: `2026`, `2024-2028`, `1.0`.
  std::string number;   ///< Of a standard: `gb/t35273-2020`.
  std::string series;  ///< 信息安全技术, 网络安全标准实践指南: says nothing about the subject.
};

/// A title as lineage sees it.
struct TitleReading {
  Stage stage = Stage::unknown;
  std::vector<DocumentName> documents;  ///< That it publishes, or is about. At most 16.
  std::vector<DocumentName> amends;     ///< That its document changes, a draft's too.
  bool of_draft = false;                ///< An interpretation, correction or extension: of a draft.
  bool forwarded = false;  ///< 转发…的通知: a notice of its own that passes on another.
  bool reprinted = false;  ///< 转载: the same words elsewhere.
  bool shared = false;     ///< Many notices bear this title: 行政处罚决定书.
  bool cut = false;        ///< The list broke it off with …
  std::string whole;       ///< The whole title as `DocumentName::normal` has it.
  std::string issuers;     ///< In front of the title, as printed; empty: not named.
  std::string region;  ///< 福建, 厦门市: where the issuers rule; empty: all China, or unknown.
};

/// Reads at most the first 1024 bytes. Names that many documents share (行政处罚决定书,
/// 关于修改部分规章的决定) are no names.
TitleReading read_title(std::string_view title);

/// The name in the words between 《 and 》, or of a bare title.
DocumentName document_name_of(std::string_view words);

/// Whether one is an edition of the other and not another year's: no edition, or the same.
bool same_edition(const DocumentName& a, const DocumentName& b);

/// The province or city that a text begins with: 福建, 厦门市; empty where it begins otherwise.
std::string region_at_front(std::string_view words);

}  // namespace regwatch
