// Integers and text to bytes and back, in either byte order.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lathe {

using Bytes = std::vector<std::byte>;

template <std::unsigned_integral T>
T loadLittle(const std::byte* from) noexcept {
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) value = static_cast<T>(value | (static_cast<T>(from[i]) << (8 * i)));
  return value;
}

template <std::unsigned_integral T>
T loadBig(const std::byte* from) noexcept {
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i)
    value = static_cast<T>(value | (static_cast<T>(from[i]) << (8 * (sizeof(T) - 1 - i))));
  return value;
}

template <std::unsigned_integral T>
void storeLittle(std::byte* to, T value) noexcept {
  for (std::size_t i = 0; i < sizeof(T); ++i) to[i] = static_cast<std::byte>(value >> (8 * i));
}

template <std::unsigned_integral T>
void appendLittle(Bytes& bytes, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) bytes.push_back(static_cast<std::byte>(value >> (8 * i)));
}

template <std::unsigned_integral T>
void appendBig(Bytes& bytes, T value) {
  for (std::size_t i = sizeof(T); i-- > 0;) bytes.push_back(static_cast<std::byte>(value >> (8 * i)));
}

inline void appendText(Bytes& bytes, std::string_view text) {
  for (const char c : text) bytes.push_back(static_cast<std::byte>(c));
}

/// The first `count` bytes as text, whatever they are.
inline std::string textOf(const std::byte* from, std::size_t count) {
  return {reinterpret_cast<const char*>(from), count};
}

}  // namespace lathe
