// Fingerprints, files of peaks, and files of tiles.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/overview/overview_cache.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/audio/error.h"
#include "core/file/atomic_file.h"
#include "core/file/content_hash.h"
#include "core/file/user_folders.h"

namespace lathe::analysis {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieces = 64, kPieceBytes = 4096;
constexpr const char *kExtension = ".peaks", *kTileExtension = ".tile";

/// What a file of peaks begins with; the cells of the finest level follow, channel by channel, as pairs of floats in
/// the machine's byte order.
struct Head {
  std::array<char, 8> magic = {'L', 'T', 'H', 'P', 'E', 'A', 'K', '1'};
  std::uint64_t frames = 0;
  std::uint64_t channels = 0;
  std::uint64_t byteOrder = 0x0102030405060708;

  friend bool operator==(const Head&, const Head&) = default;
};

/// The same of a tile; its levels follow. The spec is in the file's name.
struct TileHead {
  std::array<char, 8> magic = {'L', 'T', 'H', 'T', 'I', 'L', 'E', '1'};
  std::uint64_t columns = 0, bins = 0;
  std::uint64_t sum = 0;  ///< of the levels
};

/// FNV-1a.
std::uint64_t sumOf(std::span<const std::uint8_t> bytes) {
  std::uint64_t sum = 14695981039346656037ull;
  for (const std::uint8_t byte : bytes) sum = (sum ^ byte) * 1099511628211ull;
  return sum;
}

fs::path tilePath(const fs::path& folder, const std::string& fingerprint, const SpectrumTileSpec& spec) {
  const auto number = [](auto value) { return std::to_string(static_cast<long long>(value)); };
  std::string name = fingerprint.substr(0, 32);
  for (const std::string& part :
       {number(spec.fftSize), number(spec.window), number(spec.scope.kind), number(spec.scope.channels),
        number(std::llround(spec.step)), number(std::llround(spec.start / spec.step)), number(spec.columns),
        number(spec.mostSpectra)})
    name += "-" + part;
  return folder / (name + kTileExtension);
}

void prune(const fs::path& folder, const std::string& extension, std::uint64_t mostBytes) {
  struct Kept {
    fs::path path;
    fs::file_time_type used;
    std::uint64_t bytes;
  };
  std::vector<Kept> all;
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != extension) continue;
    all.push_back({entry.path(), entry.last_write_time(error), entry.file_size(error)});
    bytes += all.back().bytes;
  }
  std::ranges::sort(all, {}, &Kept::used);
  for (const Kept& kept : all) {
    if (bytes <= mostBytes) break;
    if (fs::remove(kept.path, error)) bytes -= kept.bytes;
  }
}

}  // namespace

std::string fingerprintOfFile(const fs::path& path) {
  const ByteFile file = ByteFile::openForReading(path);
  const std::uint64_t size = file.size();
  std::error_code error;
  const std::int64_t changed = fs::last_write_time(path, error).time_since_epoch().count();
  std::vector<std::byte> all(16 + kPieces * kPieceBytes);
  std::memcpy(all.data(), &size, 8);
  std::memcpy(all.data() + 8, &changed, 8);
  std::size_t at = 16;
  const std::uint64_t last = size > kPieceBytes ? size - kPieceBytes : 0;
  for (std::size_t i = 0; i < kPieces; ++i)
    at += file.readAt(last * i / (kPieces - 1), std::span(all).subspan(at, kPieceBytes));
  return sha256OfBytes(std::span(all).first(at));
}

std::shared_ptr<PeakPyramid> keptPeaks(const fs::path& folder, const std::string& fingerprint, int channels,
                                       std::uint64_t frames) {
  const fs::path path = folder / (fingerprint + kExtension);
  try {
    const ByteFile file = ByteFile::openForReading(path);
    Head head;
    if (file.readAt(0, std::as_writable_bytes(std::span(&head, 1))) != sizeof head) return nullptr;
    if (head != Head{.frames = frames, .channels = static_cast<std::uint64_t>(channels)}) return nullptr;
    std::vector<PeakPair> cells(PeakPyramid::cellsFor(frames) * static_cast<std::uint64_t>(channels));
    const std::size_t bytes = cells.size() * sizeof(PeakPair);
    if (file.size() != sizeof head + bytes) return nullptr;
    if (file.readAt(sizeof head, std::as_writable_bytes(std::span(cells))) != bytes) return nullptr;
    std::error_code ignored;
    fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);  // used just now
    return std::make_shared<PeakPyramid>(channels, frames, cells);
  } catch (const Error&) {
    return nullptr;
  }
}

void keepPeaks(const fs::path& folder, const std::string& fingerprint, const PeakPyramid& peaks,
               std::uint64_t mostBytes) {
  std::error_code error;
  fs::create_directories(folder, error);
  AtomicFile file(folder / (fingerprint + kExtension), Overwrite::Yes);
  const Head head{.frames = peaks.frames(), .channels = static_cast<std::uint64_t>(peaks.channels())};
  file.bytes().writeAt(0, std::as_bytes(std::span(&head, 1)));
  std::uint64_t at = sizeof head;
  for (int c = 0; c < peaks.channels(); ++c) {
    const auto bytes = std::as_bytes(peaks.cells(c));
    file.bytes().writeAt(at, bytes);
    at += bytes.size();
  }
  file.commit();
  prune(folder, kExtension, mostBytes);
}

std::optional<SpectrumTile> keptTile(const fs::path& folder, const std::string& fingerprint,
                                     const SpectrumTileSpec& spec) {
  const fs::path path = tilePath(folder, fingerprint, spec);
  std::error_code error;
  if (!fs::exists(path, error)) return {};
  try {
    const ByteFile file = ByteFile::openForReading(path);
    TileHead head;
    if (file.readAt(0, std::as_writable_bytes(std::span(&head, 1))) != sizeof head) return {};
    SpectrumTile tile{spec.columns, spec.fftSize / 2 + 1, {}};
    const std::size_t size = static_cast<std::size_t>(tile.columns) * static_cast<std::size_t>(tile.bins);
    const bool fits = head.magic == TileHead{}.magic && head.columns == static_cast<std::uint64_t>(tile.columns) &&
                      head.bins == static_cast<std::uint64_t>(tile.bins) && file.size() == sizeof head + size;
    if (!fits) return {};
    tile.levels.resize(size);
    if (file.readAt(sizeof head, std::as_writable_bytes(std::span(tile.levels))) != size) return {};
    if (sumOf(tile.levels) != head.sum) return {};
    fs::last_write_time(path, fs::file_time_type::clock::now(), error);  // used just now
    return tile;
  } catch (const Error&) {
    return {};
  }
}

void keepTile(const fs::path& folder, const std::string& fingerprint, const SpectrumTileSpec& spec,
              const SpectrumTile& tile) {
  std::error_code error;
  fs::create_directories(folder, error);
  AtomicFile file(tilePath(folder, fingerprint, spec), Overwrite::Yes);
  const TileHead head{.columns = static_cast<std::uint64_t>(tile.columns),
                      .bins = static_cast<std::uint64_t>(tile.bins),
                      .sum = sumOf(tile.levels)};
  file.bytes().writeAt(0, std::as_bytes(std::span(&head, 1)));
  file.bytes().writeAt(sizeof head, std::as_bytes(std::span(tile.levels)));
  file.commit();
}

void pruneTiles(const fs::path& folder, std::uint64_t mostBytes) { prune(folder, kTileExtension, mostBytes); }

fs::path peaksFolder() { return userFolder(UserFolder::Cache) / "peaks"; }

}  // namespace lathe::analysis
