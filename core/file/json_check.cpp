// A listener to the parser that counts and keeps nothing but names.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/json_check.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/audio/error.h"

namespace lathe {
namespace {

using Json = nlohmann::json;

std::string placeOf(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
  const auto line = std::ranges::count(before, '\n') + 1;
  const auto start = before.rfind('\n');
  const auto column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// Reads bytes and counts them; the parser copies it, so the count is outside.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* count) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() { return ++at_, ++*count_, *this; }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  std::size_t* count_;
};

/// What the parser calls, in the order of the text.
class Inspector : public nlohmann::json_sax<Json> {
 public:
  Inspector(std::string_view text, const JsonLimits& limits) : text_(text), limits_(limits) {}

  void inspect() {
    Json::sax_parse(CountingIterator(text_.data(), &bytesRead_),
                    CountingIterator(text_.data() + text_.size(), &bytesRead_), this);
  }

  bool null() override { return count(); }
  bool boolean(bool) override { return count(); }
  bool number_integer(number_integer_t) override { return count(); }
  bool number_unsigned(number_unsigned_t) override { return count(); }
  bool number_float(number_float_t, const string_t&) override { return count(); }
  bool string(string_t&) override { return count(); }
  bool binary(binary_t&) override { return count(); }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (!names_.back().insert(name).second) refuse("'" + name + "' is there twice in the same object");
    if (names_.back().size() > limits_.members)
      refuse("an object has more than " + std::to_string(limits_.members) + " members");
    return count();
  }

  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) override {
    if (dynamic_cast<const Json::parse_error*>(&error))
      throw Error(ErrorKind::Damaged, "it is damaged at " + placeOf(text_, position));
    throw Error(ErrorKind::Damaged, "it holds a number that is out of range at " + placeOf(text_, bytesRead_));
  }

 private:
  bool count() {
    if (++values_ > limits_.values) refuse("it holds more than " + std::to_string(limits_.values) + " values");
    return true;
  }

  bool open() {
    if (names_.size() == limits_.depth)
      refuse("objects and lists are nested deeper than " + std::to_string(limits_.depth) + " levels");
    names_.emplace_back();
    return count();
  }

  bool close() {
    names_.pop_back();
    return true;
  }

  [[noreturn]] void refuse(const std::string& sentence) const {
    throw Error(ErrorKind::Damaged, sentence + " at " + placeOf(text_, bytesRead_));
  }

  std::string_view text_;
  JsonLimits limits_;
  std::size_t bytesRead_ = 0, values_ = 0;
  std::vector<std::unordered_set<std::string>> names_;  ///< so far, of each object that is open
};

}  // namespace

void checkJson(std::string_view text, const JsonLimits& limits) { Inspector(text, limits).inspect(); }

}  // namespace lathe
