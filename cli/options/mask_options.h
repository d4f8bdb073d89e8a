// Selections from the words of the command line.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <string>
#include <vector>

#include "core/spectral/mask.h"

namespace lathe::cli {

/// Shapes as options; times in seconds, frequencies in hertz.
struct MaskOptions {
  std::vector<std::string> boxes;      ///< "FROM,TO,LOW,HIGH"
  std::vector<std::string> passages;   ///< "FROM,TO"
  std::vector<std::string> bands;      ///< "LOW,HIGH"
  std::vector<std::string> lassos;     ///< "T,F T,F T,F ..."
  std::vector<std::string> brushes;    ///< "T,F T,F ..."
  std::string brushSize = "0.05,200";  ///< "SECONDS,HERTZ"
  double hardness = 1;
  std::vector<std::string> wands;      ///< "T,F" or "T,F,DB"
  std::vector<std::string> harmonics;  ///< "BASE,COUNT,WIDTH" or "BASE,COUNT,WIDTH,FROM,TO"
  std::string json;                    ///< the members of a mask as JSON, or @FILE
  std::string feather;                 ///< "SECONDS,HERTZ" for all shapes that are given as options
  std::string channels = "all";        ///< all, mid, side, or "1,2"
  bool isInverted = false;

  bool isEmpty() const;
};

/// Throws Error (Invalid) naming the option and the form it should have.
Mask maskOf(const MaskOptions& options);

/// One line: "rectangle 1 to 1.2 s, 200 to 900 Hz".
std::string maskText(const Mask& mask);

/// "1,2.5,300" into numbers. Throws Error (Invalid) naming the option.
std::vector<double> numbersOf(const std::string& text, const std::string& option, std::size_t fewest, std::size_t most);

}  // namespace lathe::cli
