// The commands of the program: one options struct and one function each. Functions give the exit code or throw Error.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/terminal/context.h"

namespace lathe::cli {

struct DemoOptions {
  std::filesystem::path folder = ".";
};
int runDemo(const DemoOptions& options, Context& context);

struct InfoOptions {
  Paths files;
};
int runInfo(const InfoOptions& options, Context& context);

/// Many files: folders, results that are kept, shares of a list.
struct BatchOptions {
  std::filesystem::path catalog;  ///< database to keep results in; empty: none
  bool isLines = false;           ///< one JSON object per line (JSON Lines)
  std::string shard;              ///< "i/n"; empty: all

  /// True when these or the files (folders, patterns) ask for a batch.
  bool isWanted(const Paths& files) const;
  /// Throws Error (Invalid) when a catalog, lines or a share is asked for, which go with none of `options`.
  void refuseBeside(const std::string& options) const;
};

struct MeasureOptions {
  Paths files;
  bool isDualMono = false;
  int revision = 5;                        ///< of BS.1770, 1 to 5
  std::string speakers;                    ///< directions of the loudspeakers; empty: by the files' layouts
  bool isFull = false;                     ///< every section and every further figure
  bool findsDialogue = false;              ///< look for speech and measure it
  std::optional<double> oversAbove;        ///< dBTP; list the true peaks above it
  std::optional<double> seriesStep;        ///< seconds; loudness over time, in JSON
  std::optional<double> requiredLoudness;  ///< LUFS
  double tolerance = 0.5;                  ///< LU
  std::optional<double> requiredTruePeak;  ///< dBTP, at most
  std::vector<std::string> after;          ///< also after these encodings: "aac:256"
  std::filesystem::path report;            ///< .html, .csv or .json
  bool writesTags = false;                 ///< loudness into the files' own tags
  bool isAlbum = false;                    ///< the tags hold album values too
  BatchOptions batch;
};
int runMeasure(const MeasureOptions& options, Context& context);

/// How a result is written; shared by master, convert and render.
struct DeliveryOptions {
  std::string format;  ///< container name; empty: from the output's extension, else the source's
  std::string bits;    ///< "16", "24", "32", "32f", "64f"; empty: 24, or the source's
  int rate = 0;        ///< Hz; 0: as the source
  std::optional<double> quality;
  int bitRate = 0;     ///< kbit/s of MP3 and Opus; 0: by quality
  std::string dither;  ///< kind, or "off"; empty: the chain's
};

struct MasterOptions {
  Paths files;
  std::filesystem::path output;
  std::string target = "-14";        ///< LUFS or "off"
  double ceiling = -1;               ///< dBTP
  std::string chain;                 ///< file or preset name; empty: the built-in default
  std::vector<std::string> changes;  ///< "limiter.release=80ms", "2.ratio=3"
  std::filesystem::path session;     ///< where to keep the session; empty: not kept
  DeliveryOptions delivery;
};
int runMaster(const MasterOptions& options, Context& context);

struct ConvertOptions {
  std::filesystem::path file;
  std::filesystem::path output;
  DeliveryOptions delivery;
};
int runConvert(const ConvertOptions& options, Context& context);

struct RenderOptions {
  std::filesystem::path session;
  std::filesystem::path folder;  ///< empty: beside the session
  std::vector<int> tracks;       ///< from 1; empty: all
};
int runRender(const RenderOptions& options, Context& context);

struct ProcessorsOptions {
  std::string processor;  ///< empty: all
};
int runProcessors(const ProcessorsOptions& options, Context& context);

struct ChainsOptions {
  std::string chain;  ///< a preset's name or a file; empty: list the presets
  std::filesystem::path saveAs;
};
int runChains(const ChainsOptions& options, Context& context);

struct NewOptions {
  std::filesystem::path session;
  Paths files;
  std::string chain;
  std::string target;
  std::optional<double> ceiling;
  DeliveryOptions delivery;
};
int runNew(const NewOptions& options, Context& context);

struct EditOptions {
  std::filesystem::path session;
  std::vector<std::string> words;  ///< the edit and its arguments
};
int runEdit(const EditOptions& options, Context& context);
/// One line per edit, for the help.
std::string editHelp();

struct TagOptions {
  std::filesystem::path file;
  std::vector<std::string> fields;   ///< "title=Opening"
  std::vector<std::string> markers;  ///< "12.5=Chorus"
  bool clearsMarkers = false;
  bool writesLoudness = false;  ///< measure, and keep the figures in the file
};
int runTag(const TagOptions& options, Context& context);

}  // namespace lathe::cli
