// How settings describe themselves: id, name, unit, range, default and a sentence for each value.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/audio/units.h"

namespace lathe {

/// The unit a parameter's number is shown, typed and saved in.
enum class Unit {
  None,
  Decibels,          ///< member: Decibels
  DecibelsTruePeak,  ///< member: Decibels, a level in dBTP
  DecibelsPerOctave,
  Hertz,         ///< member: Hertz
  Milliseconds,  ///< member: Seconds
  Seconds,       ///< member: Seconds
  Percent,       ///< member: double, 1.0 = 100 %
  Ratio,         ///< "4:1" is 4
  Quality,       ///< filter Q
  Bits,
  Choice,  ///< member: an enum; the number is an index into `choices`
  Switch,  ///< member: bool; 0 or 1
};

/// Short text of a unit: "dB", "Hz", "ms", or "" where there is none.
std::string_view unitText(Unit unit) noexcept;

enum class Scale { Linear, Logarithmic };  ///< how a control spreads the range

struct Choice {
  std::string id;    ///< as saved and typed: "low-shelf"
  std::string name;  ///< as shown: "Low shelf"
};

/// One value of a settings struct, described. Numbers are in `unit`.
struct Parameter {
  std::string id;    ///< as saved and typed: "threshold", "band1.frequency"
  std::string name;  ///< as shown: "Threshold"
  Unit unit = Unit::None;
  double minimum = 0;
  double maximum = 1;
  std::string text;  ///< one sentence for a tooltip and the manual
  Scale scale = Scale::Linear;
  std::vector<Choice> choices = {};  ///< for Unit::Choice
  double standard = 0;               ///< the default, taken from the settings struct itself
  std::function<double(const void*)> get = {};
  std::function<void(void*, double)> set = {};
};

namespace detail {

template <class Member>
double toNumber(const Member& member, Unit unit) {
  if constexpr (requires { member.value; })
    return unit == Unit::Milliseconds ? member.value * 1000 : member.value;
  else
    return unit == Unit::Percent ? static_cast<double>(member) * 100 : static_cast<double>(member);
}

template <class Member>
void fromNumber(Member& member, double number, Unit unit) {
  if constexpr (requires { member.value; })
    member.value = unit == Unit::Milliseconds ? number / 1000 : number;
  else if constexpr (std::is_same_v<Member, bool>)
    member = number >= 0.5;
  else if constexpr (std::is_floating_point_v<Member>)
    member = unit == Unit::Percent ? number / 100 : number;
  else
    member = static_cast<Member>(static_cast<int>(std::lround(number)));
}

}  // namespace detail

/// A value of a settings struct that is text: a file, a name, a list.
struct TextParameter {
  enum class Kind {
    Plain,
    InputFile,  ///< a file that is read, by its path; a session file keeps it relative to itself
  };

  std::string id;    ///< as saved and typed: "response"
  std::string name;  ///< as shown: "Impulse response"
  Kind kind = Kind::Plain;
  std::string text;           ///< one sentence for a tooltip and the manual
  std::string form = {};      ///< what may be typed: "a file or the name of a response"
  std::string standard = {};  ///< the default, taken from the settings struct itself
  std::function<const std::string&(const void*)> get = {};
  std::function<void(void*, std::string)> set = {};
  /// Throws Error (Invalid) with a sentence that ends the words "reverb.response ..." when a text makes no sense; may
  /// be empty.
  std::function<void(const std::string&)> check = {};
};

/// Binds a description to a std::string member of `S`.
template <class S>
TextParameter bindText(std::string S::*member, TextParameter parameter) {
  parameter.get = [member](const void* settings) -> const std::string& {
    return static_cast<const S*>(settings)->*member;
  };
  parameter.set = [member](void* settings, std::string text) { static_cast<S*>(settings)->*member = std::move(text); };
  const S standard{};
  parameter.standard = standard.*member;
  return parameter;
}

/// Binds a description to a member of `S`, given as a member pointer or a function S& -> member&.
template <class S, class Access>
Parameter bind(Access access, Parameter parameter) {
  const Unit unit = parameter.unit;
  if (unit == Unit::Choice) parameter.maximum = static_cast<double>(parameter.choices.size()) - 1;
  parameter.get = [access, unit](const void* settings) {
    return detail::toNumber(std::invoke(access, const_cast<S&>(*static_cast<const S*>(settings))), unit);
  };
  parameter.set = [access, unit](void* settings, double number) {
    detail::fromNumber(std::invoke(access, *static_cast<S*>(settings)), number, unit);
  };
  const S standard{};
  parameter.standard = parameter.get(&standard);
  return parameter;
}

}  // namespace lathe
