// Locale-independent number parsing and printing, by std::from_chars and std::to_chars.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/audio/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace lathe {
namespace {

template <class T>
std::optional<T> parseWhole(std::string_view text) noexcept {
  if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> parseNumber(std::string_view text) noexcept {
  const auto value = parseWhole<double>(text);
  return value && !std::isnan(*value) ? value : std::nullopt;
}

std::optional<std::int64_t> parseInteger(std::string_view text) noexcept { return parseWhole<std::int64_t>(text); }

std::string exactText(double value) {
  std::array<char, 32> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), end};
}

std::string fixedText(double value, int decimals) {
  std::array<char, 400> digits;
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, decimals);
  std::string text(digits.data(), end);
  const bool isZero = text.find_first_of("123456789in") == std::string::npos;
  return isZero && text.front() == '-' ? text.substr(1) : text;
}

}  // namespace lathe
