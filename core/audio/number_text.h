// Numbers to text and back, independent of the locale: '.' is the decimal point everywhere.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lathe {

/// The whole of `text` as a finite or infinite number ("-14", "1e-3", "-inf"); nothing when any of it is not a number.
std::optional<double> parseNumber(std::string_view text) noexcept;

/// The whole of `text` as an integer.
std::optional<std::int64_t> parseInteger(std::string_view text) noexcept;

/// The shortest text that reads back as exactly `value`.
std::string exactText(double value);

/// `value` with a fixed number of decimals; "-inf" for minus infinity, and never "-0.0".
std::string fixedText(double value, int decimals);

}  // namespace lathe
