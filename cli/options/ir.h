// Options of "lathe ir": impulse responses measured, made, captured, trimmed and kept.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/terminal/context.h"

namespace lathe::cli {

struct IrAnalyseOptions {
  std::vector<std::string> responses;  ///< files, names of built-in responses or names in the library
};
int runIrAnalyse(const IrAnalyseOptions& options, Context& context);

/// What `ir make` writes: a built-in response, or a room made from figures.
struct IrMakeOptions {
  std::filesystem::path output;
  std::string builtin;
  std::vector<double> rt60;  ///< s: one value, or nine for the octaves from 63 Hz to 16 kHz
  int rate = 48000;          ///< Hz
  std::string bits = "32f";
  double preDelay = 10;  ///< ms
  int reflections = 12;
  double span = 60;  ///< ms
  double diffusion = 0.8;
  double width = 1;
  double tail = -6;  ///< dB against the direct sound
  bool withoutDirect = false;
  bool isTrueStereo = false;
  unsigned seed = 1;
};
int runIrMake(const IrMakeOptions& options, Context& context);

struct IrListOptions {
  std::string name;  ///< only those whose name holds it
};
int runIrList(const IrListOptions& options, Context& context);

struct IrImportOptions {
  Paths sources;
};
int runIrImport(const IrImportOptions& options, Context& context);

struct IrSweepOptions {
  std::filesystem::path output;
  int rate = 48000;  ///< Hz
  std::string bits = "32f";
  double low = 20, high = 20000;  ///< Hz
  double seconds = 10, silence = 3;
  double level = -6;  ///< dBFS
  int repeats = 1;
};
int runIrSweep(const IrSweepOptions& options, Context& context);

struct IrDeconvolveOptions {
  std::filesystem::path recording, excitation, output;
  std::string bits = "32f";
  std::optional<double> low, high;  ///< Hz
  double length = 0;                ///< s
  double lead = 0;                  ///< ms
  double regularisation = -100;     ///< dB
  int repeats = 1;
  bool trims = false;
};
int runIrDeconvolve(const IrDeconvolveOptions& options, Context& context);

struct IrTrimOptions {
  std::string response;
  std::filesystem::path output;
  std::string bits = "32f";
  std::optional<double> start, end;  ///< dB below the peak
  double fadeIn = 0, fadeOut = 0;    ///< ms
  std::optional<double> length;      ///< s
  bool extends = false;
  double depth = 90;  ///< dB
  unsigned seed = 1;
};
int runIrTrim(const IrTrimOptions& options, Context& context);

}  // namespace lathe::cli
