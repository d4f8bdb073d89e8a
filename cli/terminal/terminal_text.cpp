// Reading UTF-8 and spelling out what is not to be printed.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/terminal/terminal_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>

namespace lathe::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

struct Letter {
  char32_t code = 0;
  std::size_t bytes = 1;
};

std::size_t lengthFrom(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

/// The first letter; nothing when the text does not start with whole UTF-8 (RFC 3629: shortest form, no surrogates).
std::optional<Letter> firstLetter(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = lengthFrom(first);
  if (length == 0 || length > text.size()) return std::nullopt;
  if (length == 1) return Letter{first, 1};
  char32_t code = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return std::nullopt;
    code = (code << 6) | (next & 0x3F);
  }
  constexpr char32_t kLowest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLowest[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
  return Letter{code, length};
}

/// Control characters of ISO/IEC 6429 and Unicode's marks that change direction or end a line (UAX #9, UAX #14).
bool isHidden(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x061C || code == 0x200E || code == 0x200F ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string spelledOut(std::string_view text, bool isOneLine) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::optional<Letter> letter = firstLetter(text);
    const std::size_t bytes = letter ? letter->bytes : 1;
    if (!letter)
      result += kReplacement;
    else if (letter->code == '\n' || letter->code == '\t')
      result += !isOneLine ? text.substr(0, 1) : letter->code == '\n' ? "\\n" : "\\t";
    else if (isHidden(letter->code))
      result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(letter->code));
    else
      result += text.substr(0, bytes);
    text.remove_prefix(bytes);
  }
  return result;
}

}  // namespace

std::string terminalText(std::string_view text) { return spelledOut(text, false); }
std::string printable(std::string_view text) { return spelledOut(text, true); }

}  // namespace lathe::cli
