// UTF-8 or Latin-1 in, UTF-8 out.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/text_fields.h"

#include <algorithm>

#include "core/audio/utf8.h"

namespace lathe {
namespace {

std::string fromLatin1(std::string_view text) {
  std::string utf8;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0 | (byte >> 6));
      utf8 += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return utf8;
}

}  // namespace

std::string fieldText(const std::byte* from, std::size_t length) {
  std::string text = textOf(from, length);
  text.resize(std::min(text.find('\0'), text.size()));
  return isUtf8(text) ? text : fromLatin1(text);
}

void appendField(Bytes& bytes, std::string_view text, std::size_t length) {
  std::size_t kept = std::min(text.size(), length);
  while (kept > 0 && kept < text.size() && isContinuation(text[kept])) --kept;
  appendText(bytes, text.substr(0, kept));
  bytes.resize(bytes.size() + length - kept);
}

void appendEndedText(Bytes& bytes, std::string_view text) {
  appendText(bytes, text);
  bytes.push_back(std::byte{0});
  if (text.size() % 2 == 0) bytes.push_back(std::byte{0});
}

}  // namespace lathe
