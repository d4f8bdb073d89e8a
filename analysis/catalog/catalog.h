// Results of measurements, kept in an SQLite database by the content of the files, so that nothing is measured twice.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/file/file_stamp.h"

namespace lathe::analysis {

/// The figures of one signal (a file as it is, or after an encoding) that can be asked for. What is absent is empty.
struct CatalogRow {
  std::string after;           ///< the encoding, as in "AAC at 256 kbit/s"; empty: as it is
  std::optional<bool> passes;  ///< all specifications that it was judged by; empty: none
  std::optional<double> integrated, maxMomentary, maxShortTerm, range, truePeak, samplePeak, plr;
  double duration = 0;  ///< seconds
  int rate = 0;         ///< Hz
  int channels = 0;
  std::string report;  ///< the whole result, as JSON text
};

struct CatalogHit {
  std::string path;
  CatalogRow row;
};

/// One condition of a query: "true_peak>-1", "after=", "path~album", "passes=no".
struct CatalogFilter {
  std::string field;
  std::string comparison;  ///< > >= < <= = != ~ (contains)
  std::string value;
};

/// Fields: integrated, max_momentary, max_short_term, range, true_peak, sample_peak, plr, duration, rate, channels,
/// after, passes (yes or no), path. Throws Error (Invalid) naming what is wrong.
CatalogFilter parseFilter(const std::string& text);

/// One database file. Several processes may use it at once; every result that was stored survives a crash. `key` names
/// how was measured: results under another key are others. Not for several threads at once.
class Catalog {
 public:
  enum class Use {
    Change,  ///< makes the file when it is not there
    Query,   ///< the file may lie where nothing can be written
  };

  /// Throws Error (Io; Damaged for a file that is no catalog; Unsupported for one of a newer version or what is no
  /// regular file; NotFound when there is none to query).
  explicit Catalog(const std::filesystem::path& file, Use use = Use::Change);
  ~Catalog();
  Catalog(Catalog&&) noexcept;

  /// What is known about a file that has not been touched since (same path, size and time of change).
  std::vector<CatalogRow> find(const std::filesystem::path& file, const std::string& key);
  /// What is known about that content, whatever it was called.
  std::vector<CatalogRow> findContent(const std::string& hash, const std::string& key);
  /// Remembers that the file, as it was when it had that stamp, has that content, and its results, in one step. Take
  /// the stamp before reading the file, so that what comes into its place later is not taken for it.
  void store(const std::filesystem::path& file, const std::optional<FileStamp>& stamp, const std::string& hash,
             const std::string& key, const std::vector<CatalogRow>& rows);
  /// Takes over all that another catalog knows; what both know stays. Throws Error as the constructor does, and
  /// Invalid for the catalog itself.
  void merge(const std::filesystem::path& other);

  /// Files for which every filter holds, by path.
  std::vector<CatalogHit> query(const std::vector<CatalogFilter>& filters);
  std::uint64_t files();

 private:
  struct State;

  void openForChange();
  void openForQuery();

  std::unique_ptr<State> state_;
};

}  // namespace lathe::analysis
