// Whether bytes are well-formed UTF-8.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <string_view>

namespace lathe {

/// True for a byte that carries on the character before it.
constexpr bool isContinuation(char byte) noexcept { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Bytes of the well-formed character (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF) with which
/// `text` starts; 0 when there is none.
constexpr std::size_t firstCharacterLength(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  unsigned long code = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!isContinuation(text[i])) return 0;
    code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  }
  const bool isOverlong = code < (length == 2 ? 0x80u : length == 3 ? 0x800u : 0x10000u);
  return isOverlong || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) ? 0 : length;
}

/// True for text that is well-formed from its first byte to its last.
constexpr bool isUtf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t length = firstCharacterLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

}  // namespace lathe
