// Access to settings by parameter id, as numbers and as text.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/processors/settings.h"

#include <algorithm>
#include <cctype>

#include "core/audio/error.h"
#include "core/audio/number_text.h"
#include "core/audio/utf8.h"

namespace lathe {
namespace {

std::string lower(std::string_view text) {
  std::string result;
  for (const char c : text)
    if (!std::isspace(static_cast<unsigned char>(c)))
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

constexpr std::size_t kLongestText = 4096;  ///< bytes, as long as a path may be

std::string quoted(const SettingsType& type, const Parameter& parameter) { return type.id + "." + parameter.id; }

/// "20ms" -> 20 with factor to the parameter's unit.
struct Suffix {
  std::string_view text;
  Unit unit;
  double factor;
};

constexpr Suffix kSuffixes[] = {
    {"dbtp", Unit::DecibelsTruePeak, 1},
    {"db/oct", Unit::DecibelsPerOctave, 1},
    {"db", Unit::Decibels, 1},
    {"db", Unit::DecibelsTruePeak, 1},
    {"khz", Unit::Hertz, 1000},
    {"hz", Unit::Hertz, 1},
    {"ms", Unit::Milliseconds, 1},
    {"s", Unit::Milliseconds, 1000},
    {"ms", Unit::Seconds, 0.001},
    {"s", Unit::Seconds, 1},
    {"%", Unit::Percent, 1},
    {":1", Unit::Ratio, 1},
    {"bits", Unit::Bits, 1},
    {"bit", Unit::Bits, 1},
};

std::optional<double> parseWithUnit(const std::string& text, Unit unit) {
  if (const auto number = parseNumber(text)) return number;
  for (const Suffix& suffix : kSuffixes)
    if (suffix.unit == unit && text.ends_with(suffix.text))
      if (const auto number = parseNumber(std::string_view(text).substr(0, text.size() - suffix.text.size())))
        return *number * suffix.factor;
  return std::nullopt;
}

std::string choiceList(const Parameter& parameter) {
  std::string list;
  for (const Choice& choice : parameter.choices) list += (list.empty() ? "" : ", ") + choice.id;
  return list;
}

}  // namespace

std::string_view unitText(Unit unit) noexcept {
  switch (unit) {
    case Unit::Decibels:
      return "dB";
    case Unit::DecibelsTruePeak:
      return "dBTP";
    case Unit::DecibelsPerOctave:
      return "dB/oct";
    case Unit::Hertz:
      return "Hz";
    case Unit::Milliseconds:
      return "ms";
    case Unit::Seconds:
      return "s";
    case Unit::Percent:
      return "%";
    case Unit::Ratio:
      return ":1";
    case Unit::Bits:
      return "bits";
    case Unit::None:
    case Unit::Quality:
    case Unit::Choice:
    case Unit::Switch:
      break;
  }
  return "";
}

const Parameter* SettingsType::find(std::string_view parameterId) const noexcept {
  const auto found = std::ranges::find(parameters, parameterId, &Parameter::id);
  return found == parameters.end() ? nullptr : &*found;
}

const TextParameter* SettingsType::findText(std::string_view parameterId) const noexcept {
  const auto found = std::ranges::find(texts, parameterId, &TextParameter::id);
  return found == texts.end() ? nullptr : &*found;
}

const Parameter& Settings::parameter(std::string_view parameterId) const {
  if (const Parameter* found = type_->find(parameterId)) return *found;
  if (type_->findText(parameterId))
    throw Error(ErrorKind::Invalid, type_->id + "." + std::string(parameterId) + " is a text, not a number");
  std::string known;
  for (const Parameter& p : type_->parameters) known += (known.empty() ? "" : ", ") + p.id;
  for (const TextParameter& p : type_->texts) known += (known.empty() ? "" : ", ") + p.id;
  throw Error(ErrorKind::NotFound,
              "the " + type_->id + " has no parameter '" + std::string(parameterId) + "'; it has " + known);
}

double Settings::get(std::string_view parameterId) const { return parameter(parameterId).get(address()); }

void Settings::set(std::string_view parameterId, double number) {
  const Parameter& p = parameter(parameterId);
  if (!(number >= p.minimum && number <= p.maximum))
    throw Error(ErrorKind::Invalid, quoted(*type_, p) + " = " + exactText(number) + " is outside its range of " +
                                        exactText(p.minimum) + " to " + exactText(p.maximum) + " " +
                                        std::string(unitText(p.unit)));
  p.set(const_cast<void*>(address()), number);
}

void Settings::setText(const TextParameter& parameter, std::string_view text) {
  const std::string name = type_->id + "." + parameter.id;
  if (!isUtf8(text))
    throw Error(ErrorKind::Invalid, name + " is not valid UTF-8; rename the file, or type the text anew");
  if (text.size() > kLongestText ||
      std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
    throw Error(ErrorKind::Invalid, name + " takes one line of at most " + std::to_string(kLongestText) + " bytes");
  std::string value(text);
  try {
    if (parameter.check) parameter.check(value);
  } catch (const Error& error) {
    throw Error(ErrorKind::Invalid, name + " " + error.what());
  }
  parameter.set(const_cast<void*>(address()), std::move(value));
}

void Settings::setText(std::string_view parameterId, std::string_view text) {
  if (const TextParameter* parameter = type_->findText(parameterId)) return setText(*parameter, text);
  const Parameter& p = parameter(parameterId);
  const std::string wanted = lower(text);
  if (p.unit == Unit::Switch) {
    if (wanted == "on" || wanted == "true" || wanted == "yes" || wanted == "1") return set(parameterId, 1);
    if (wanted == "off" || wanted == "false" || wanted == "no" || wanted == "0") return set(parameterId, 0);
    throw Error(ErrorKind::Invalid, quoted(*type_, p) + " is on or off, not '" + std::string(text) + "'");
  }
  if (p.unit == Unit::Choice) {
    auto found = std::ranges::find(p.choices, wanted, &Choice::id);
    // What is shown may be typed, too: "60 Hz", "12dB/oct".
    if (found == p.choices.end())
      found = std::ranges::find_if(p.choices, [&](const Choice& choice) { return lower(choice.name) == wanted; });
    if (found == p.choices.end())
      throw Error(ErrorKind::Invalid,
                  quoted(*type_, p) + " is one of " + choiceList(p) + ", not '" + std::string(text) + "'");
    return set(parameterId, static_cast<double>(found - p.choices.begin()));
  }
  const auto number = parseWithUnit(wanted, p.unit);
  if (!number)
    throw Error(ErrorKind::Invalid, quoted(*type_, p) + " takes a number in " +
                                        (unitText(p.unit).empty() ? "no unit" : std::string(unitText(p.unit))) +
                                        ", not '" + std::string(text) + "'");
  set(parameterId, *number);
}

std::string Settings::text(std::string_view parameterId) const {
  if (const TextParameter* parameter = type_->findText(parameterId)) return parameter->get(address());
  const Parameter& p = parameter(parameterId);
  const double number = p.get(address());
  if (p.unit == Unit::Switch) return number >= 0.5 ? "on" : "off";
  if (p.unit == Unit::Choice) return p.choices.at(static_cast<std::size_t>(number)).id;
  return exactText(number);
}

bool operator==(const Settings& a, const Settings& b) {
  return a.type_ == b.type_ &&
         std::ranges::all_of(a.type_->parameters,
                             [&](const Parameter& p) { return p.get(a.address()) == p.get(b.address()); }) &&
         std::ranges::all_of(a.type_->texts,
                             [&](const TextParameter& p) { return p.get(a.address()) == p.get(b.address()); });
}

}  // namespace lathe
