// A fixed number of values on a cache-line border, zero when made: what FFTs and vector loops read and write.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace lathe {

template <class Value>
class AlignedArray {
  static_assert(std::is_trivially_copyable_v<Value>);

 public:
  static constexpr std::size_t alignment = 64;

  AlignedArray() = default;
  explicit AlignedArray(std::size_t size)
      : size_(size), values_(static_cast<Value*>(::operator new (size * sizeof(Value), std::align_val_t{alignment}))) {
    clear();
  }

  std::size_t size() const noexcept { return size_; }
  Value* data() noexcept { return values_.get(); }
  const Value* data() const noexcept { return values_.get(); }
  Value& operator[](std::size_t i) noexcept { return values_.get()[i]; }
  const Value& operator[](std::size_t i) const noexcept { return values_.get()[i]; }
  void clear() noexcept {
    if (size_ != 0) std::memset(static_cast<void*>(values_.get()), 0, size_ * sizeof(Value));
  }

 private:
  struct Free {
    void operator()(Value* values) const noexcept { ::operator delete (values, std::align_val_t{alignment}); }
  };
  std::size_t size_ = 0;
  std::unique_ptr<Value, Free> values_;
};

/// `count` rounded up to whole cache lines of Value, so that rows laid one after another all start on one.
template <class Value>
constexpr std::size_t wholeLines(std::size_t count) {
  constexpr std::size_t perLine = AlignedArray<Value>::alignment / sizeof(Value);
  return (count + perLine - 1) / perLine * perLine;
}

}  // namespace lathe
