// Texts as old chunks hold them: of fixed length, ended by a zero byte, in whatever encoding.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <string_view>

#include "core/file/byte_order.h"

namespace lathe {

/// Up to the first zero byte; what is not UTF-8 is taken for Latin-1.
std::string fieldText(const std::byte* from, std::size_t length);
/// `text`, cut between characters if need be, then zero bytes up to `length`.
void appendField(Bytes& bytes, std::string_view text, std::size_t length);
/// `text`, a zero byte, and another one if that makes the number of bytes even.
void appendEndedText(Bytes& bytes, std::string_view text);

}  // namespace lathe
