// Sums of cosines, and their names.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/edit_window.h"

#include <cmath>
#include <string>

#include "core/audio/error.h"
#include "core/dsp/window.h"

namespace lathe {
namespace {

constexpr EditWindow kAll[] = {EditWindow::Hann, EditWindow::Sine, EditWindow::BlackmanHarris};

double valueAt(EditWindow window, double position) noexcept {
  if (window == EditWindow::Sine) return rootHann(position);
  return window == EditWindow::BlackmanHarris ? blackmanHarris(position) : hann(position);
}

}  // namespace

std::vector<float> windowValues(EditWindow window, int size) {
  std::vector<float> values(static_cast<std::size_t>(size));
  for (int n = 0; n < size; ++n)
    values[static_cast<std::size_t>(n)] = static_cast<float>(valueAt(window, static_cast<double>(n) / size));
  return values;
}

std::string_view windowName(EditWindow window) noexcept {
  if (window == EditWindow::Sine) return "sine";
  return window == EditWindow::BlackmanHarris ? "blackman-harris" : "hann";
}

EditWindow windowNamed(std::string_view name) {
  for (const EditWindow window : kAll)
    if (windowName(window) == name) return window;
  throw Error(ErrorKind::Invalid,
              "the window of a spectral edit is hann, sine or blackman-harris, not '" + std::string(name) + "'");
}

}  // namespace lathe
