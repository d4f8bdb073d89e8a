// The settings of any processor as one value: copied, compared, saved and changed by parameter id.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <any>
#include <string>
#include <string_view>
#include <vector>

#include "core/processors/parameter.h"

namespace lathe {

/// What a kind of settings is called and which parameters it has. One static object per `<Name>Settings`.
struct SettingsType {
  std::string id;    ///< "limiter"
  std::string name;  ///< "True-peak limiter"
  std::string text;  ///< one sentence
  std::vector<Parameter> parameters;
  std::vector<TextParameter> texts;
  std::any standard;  ///< the defaults
  const void* (*address)(const std::any&) = nullptr;

  /// The parameter of that id, or null.
  const Parameter* find(std::string_view parameterId) const noexcept;
  /// The text parameter of that id, or null.
  const TextParameter* findText(std::string_view parameterId) const noexcept;
};

/// Makes the static description of `S`. Call it once, in `S::type()`.
template <class S>
SettingsType describe(std::string id, std::string name, std::string text, std::vector<Parameter> parameters,
                      std::vector<TextParameter> texts = {}) {
  return {std::move(id),
          std::move(name),
          std::move(text),
          std::move(parameters),
          std::move(texts),
          std::any(S{}),
          [](const std::any& value) -> const void* { return std::any_cast<S>(&value); }};
}

/// Any `<Name>Settings` (a copyable struct with `static const SettingsType& type()`), with access by parameter id.
/// Numbers are in each parameter's unit.
class Settings {
 public:
  template <class S>
  requires requires { S::type(); }
  Settings(S settings) : type_(&S::type()), value_(std::move(settings)) {}
  /// The defaults of a type.
  explicit Settings(const SettingsType& type) : type_(&type), value_(type.standard) {}

  const SettingsType& type() const noexcept { return *type_; }

  /// Throws Error (NotFound) when there is no such parameter.
  double get(std::string_view parameterId) const;
  /// Throws Error (NotFound; Invalid when outside the range, with the range in the sentence).
  void set(std::string_view parameterId, double number);
  /// A number with or without its unit, a choice's id or name, or on/off: "-1.5", "20 ms", "low-shelf", "60 Hz", "on";
  /// for a text parameter, its text (UTF-8).
  /// Throws Error (NotFound, Invalid).
  void setText(std::string_view parameterId, std::string_view text);
  /// The value as text that setText() reads back: "-1.5", "low-shelf", "on".
  std::string text(std::string_view parameterId) const;

  /// The typed struct; the type must be right.
  template <class S>
  const S& as() const noexcept {
    return *std::any_cast<S>(&value_);
  }

  /// Same type and the same number or text in every parameter.
  friend bool operator==(const Settings& a, const Settings& b);

 private:
  const Parameter& parameter(std::string_view parameterId) const;
  void setText(const TextParameter& parameter, std::string_view text);
  const void* address() const { return type_->address(value_); }

  const SettingsType* type_;
  std::any value_;
};

}  // namespace lathe
