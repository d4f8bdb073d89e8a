// A measurement with the name that reports show it under.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>

#include "analysis/figures/figures.h"
#include "analysis/measurement/measurement.h"

namespace lathe::analysis {

/// A file's name, or "before" and "after". UTF-8.
struct NamedMeasurement {
  std::string name;
  Measurement measurement;
  std::optional<Figures> figures = {};  ///< in full reports
};

}  // namespace lathe::analysis
