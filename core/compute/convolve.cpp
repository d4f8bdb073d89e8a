// The loop over chunks: read, submit, finish, write; and what happens when a device fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/compute/convolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>

#include "core/audio/error.h"

namespace lathe {
namespace {

template <class Real>
void check(const ConvolutionSpec<Real>& spec) {
  if (spec.inputs < 1 || spec.outputs < 1) {
    throw Error(ErrorKind::Invalid, "a convolution needs at least one input and one output");
  }
  for (const auto& path : spec.paths) {
    const bool fits = path.input >= 0 && path.input < spec.inputs && path.output >= 0 && path.output < spec.outputs;
    if (fits) continue;
    throw Error(
        ErrorKind::Invalid,
        fmt::format("a convolution path leads from input {} to output {}, but there are {} inputs and {} outputs",
                    path.input + 1, path.output + 1, spec.inputs, spec.outputs));
  }
}

/// Rows of samples in a line: what lies before the next chunk, or what was read and not yet used.
template <class Real>
class Rows {
 public:
  explicit Rows(int channels) : rows_(static_cast<std::size_t>(channels)) {}

  std::size_t frames() const { return rows_.empty() ? 0 : rows_.front().size(); }
  void append(BasicAudioView<const Real> frames) {
    for (std::size_t c = 0; c < rows_.size(); ++c) {
      const auto row = frames[static_cast<int>(c)];
      rows_[c].insert(rows_[c].end(), row.begin(), row.end());
    }
  }
  void dropFront(std::size_t count) {
    for (auto& row : rows_)
      row.erase(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(std::min(count, row.size())));
  }
  void copyFront(BasicAudioView<Real> to) const {
    for (std::size_t c = 0; c < rows_.size(); ++c) {
      std::copy_n(rows_[c].begin(), to.frames(), to[static_cast<int>(c)].begin());
    }
  }
  /// All rows one after another in `storage`, as a view.
  BasicAudioView<const Real> view(std::vector<Real>& storage) const {
    storage.clear();
    for (const auto& row : rows_) storage.insert(storage.end(), row.begin(), row.end());
    return {storage.data(), static_cast<int>(rows_.size()), frames(), frames()};
  }

 private:
  std::vector<std::vector<Real>> rows_;
};

template <class Real>
class ConvolveJob {
 public:
  ConvolveJob(const ConvolutionSpec<Real>& spec, std::uint64_t frames, const ReadFrames<Real>& read,
              const WriteFrames<Real>& write, const ConvolveOptions& options)
      : spec_(spec),
        options_(options),
        device_("the convolution", options.backends),
        read_(read),
        write_(write),
        inputFrames_(frames),
        history_(spec.inputs),
        again_(spec.inputs) {
    const std::size_t taps = longestPath(spec);
    outputFrames_ = frames == 0 || taps == 0 ? 0 : frames + (options.withTail ? taps - 1 : 0);
    chunkLimit_ = options.chunkFrames;
  }

  ConvolveReport run() {
    if (outputFrames_ > 0) {
      for (const Backend* backend : device_.backends()) {
        if (device_.backends().size() > 1)
          historyFrames_ = std::max(historyFrames_, backend->convolutionHistory(spec_));
      }
      while (written_ < outputFrames_) {
        const Status status = workOnOneBackend();
        if (!status.ok()) recover(status);
      }
    }
    report_.frames = written_;
    report_.device = device_.backend().info().id;
    report_.fallbacks = device_.fallbacks();
    return std::move(report_);
  }

 private:
  struct Chunk {
    int slot;
    std::size_t frames;
  };

  /// Runs chunks on the current backend until the end or a failure.
  Status workOnOneBackend() {
    if (Status status = open(); !status.ok()) return status;
    while (written_ < outputFrames_) {
      if (options_.stop.stop_requested()) throw Error(ErrorKind::Cancelled, "the convolution was stopped");
      while (static_cast<int>(inFlight_.size()) < run_->slots() && submitted_ < outputFrames_) {
        if (Status status = submitNext(); !status.ok()) return status;
      }
      if (Status status = finishOldest(); !status.ok()) return status;
    }
    return {};
  }

  Status open() {
    run_.reset();
    inFlight_.clear();
    submitted_ = written_;
    const RunLimits limits{options_.threads, chunkLimit_, outputFrames_ - written_};
    if (Status status = device_.backend().convolution(spec_, limits, run_); !status.ok()) return status;
    std::vector<Real> storage;
    return run_->begin(history_.view(storage));
  }

  Status submitNext() {
    const int slot = nextSlot_++ % run_->slots();
    const auto frames =
        static_cast<std::size_t>(std::min<std::uint64_t>(run_->chunkFrames(), outputFrames_ - submitted_));
    fill(run_->input(slot).slice(0, frames));
    inFlight_.push_back({slot, frames});
    submitted_ += frames;
    return run_->submit(slot, frames);
  }

  /// The next input frames: those that a failed run had already read, then new ones, then silence.
  void fill(BasicAudioView<Real> out) {
    const std::size_t repeated = std::min(again_.frames(), out.frames());
    again_.copyFront(out.slice(0, repeated));
    again_.dropFront(repeated);
    const std::size_t wanted = out.frames() - repeated;
    const auto fresh = static_cast<std::size_t>(
        std::min<std::uint64_t>(wanted, inputFrames_ > readSoFar_ ? inputFrames_ - readSoFar_ : 0));
    if (fresh > 0) {
      const auto part = out.slice(repeated, fresh);
      read_(readSoFar_, part);
      for (int c = 0; c < part.channels(); ++c)
        std::ranges::for_each(part[c], [](Real& sample) { sample = soundOrSilence(sample); });
    }
    for (int c = 0; c < out.channels(); ++c) std::ranges::fill(out[c].subspan(repeated + fresh), Real(0));
    readSoFar_ += wanted;
  }

  Status finishOldest() {
    const Chunk chunk = inFlight_.front();
    if (Status status = run_->finish(chunk.slot, options_.patience); !status.ok()) return status;
    const auto output = run_->output(chunk.slot).slice(0, chunk.frames);
    if (!device_.isLast() && !isSound(output)) {
      return Status::fail(Failure::Internal, "it returned samples that are no numbers");
    }
    write_(output);
    written_ += chunk.frames;
    if (historyFrames_ > 0) remember(run_->input(chunk.slot).slice(0, chunk.frames));
    inFlight_.pop_front();
    if (options_.progress) {
      options_.progress(static_cast<double>(written_) / static_cast<double>(outputFrames_));
    }
    return {};
  }

  static bool isSound(BasicAudioView<const Real> frames) {
    for (int c = 0; c < frames.channels(); ++c) {
      if (!std::ranges::all_of(frames[c], [](Real sample) { return std::isfinite(sample); })) return false;
    }
    return true;
  }

  void remember(BasicAudioView<const Real> input) {
    const std::size_t kept = std::min(input.frames(), historyFrames_);
    if (history_.frames() + kept > historyFrames_) history_.dropFront(history_.frames() + kept - historyFrames_);
    history_.append(input.slice(input.frames() - kept, kept));
  }

  /// Puts what was read and not written back in line, and goes on with shorter chunks or elsewhere.
  void recover(const Status& status) {
    // Of a run that could not even be made nobody knows the chunks.
    const std::size_t unknown = chunkLimit_ != 0 ? chunkLimit_ : std::size_t{1} << 22;
    const std::size_t chunk = run_ ? run_->chunkFrames() : unknown, grid = run_ ? run_->grid() : std::size_t{1} << 16;
    takeBackInput();
    const std::size_t shorter = device_.recover(status, chunk, grid);
    chunkLimit_ = shorter != 0 ? shorter : options_.chunkFrames;
  }

  void takeBackInput() {
    Rows<Real> unwritten(spec_.inputs);
    for (const Chunk& chunk : inFlight_) unwritten.append(run_->input(chunk.slot).slice(0, chunk.frames));
    std::vector<Real> storage;
    if (again_.frames() > 0) unwritten.append(again_.view(storage));
    again_ = std::move(unwritten);
    inFlight_.clear();
    run_.reset();
  }

  const ConvolutionSpec<Real>& spec_;
  const ConvolveOptions& options_;
  DeviceRun device_;
  const ReadFrames<Real>& read_;
  const WriteFrames<Real>& write_;
  std::uint64_t inputFrames_, outputFrames_ = 0;
  std::unique_ptr<ConvolutionRun<Real>> run_;
  std::size_t chunkLimit_ = 0;
  int nextSlot_ = 0;
  std::deque<Chunk> inFlight_;
  std::uint64_t readSoFar_ = 0, submitted_ = 0, written_ = 0;
  std::size_t historyFrames_ = 0;
  Rows<Real> history_;  ///< the input right before the next chunk to be written
  Rows<Real> again_;    ///< read by a run that failed before it was used
  ConvolveReport report_;
};

/// True when the responses are so much longer than the input that the two had better change places: convolution is
/// commutative, and partitions of the size of the shorter one waste neither work nor accuracy.
template <class Real>
bool areBetterSwapped(const ConvolutionSpec<Real>& spec, std::uint64_t frames, const ConvolveOptions& options) {
  constexpr std::uint64_t kMuchLonger = 16;
  return options.withTail && frames > 0 && kMuchLonger * frames <= longestPath(spec);
}

/// Every path's taps as an input of its own, and the input's channels as responses.
template <class Real>
ConvolveReport convolveSwapped(const ConvolutionSpec<Real>& spec, std::uint64_t frames, const ReadFrames<Real>& read,
                               const WriteFrames<Real>& write, const ConvolveOptions& options) {
  const auto length = static_cast<std::size_t>(frames);
  std::vector<Real> sound(static_cast<std::size_t>(spec.inputs) * length);
  read(0, {sound.data(), spec.inputs, length, length});
  for (Real& sample : sound) sample = soundOrSilence(sample);
  ConvolutionSpec<Real> swapped{static_cast<int>(spec.paths.size()), spec.outputs, {}};
  for (std::size_t p = 0; p < spec.paths.size(); ++p)
    swapped.paths.push_back({static_cast<int>(p), spec.paths[p].output,
                             sound.data() + static_cast<std::size_t>(spec.paths[p].input) * length, length});
  const ReadFrames<Real> readTaps = [&](std::uint64_t start, BasicAudioView<Real> out) {
    for (int p = 0; p < out.channels(); ++p) {
      const auto& path = spec.paths[static_cast<std::size_t>(p)];
      const std::size_t from = std::min(static_cast<std::size_t>(start), path.length);
      const std::size_t count = std::min(out.frames(), path.length - from);
      std::copy_n(path.taps + from, count, out[p].begin());
      std::ranges::fill(out[p].subspan(count), Real(0));
    }
  };
  return ConvolveJob<Real>(swapped, longestPath(spec), readTaps, write, options).run();
}

}  // namespace

template <class Real>
ConvolveReport convolve(const ConvolutionSpec<Real>& spec, std::uint64_t frames, const ReadFrames<Real>& read,
                        const WriteFrames<Real>& write, const ConvolveOptions& options) {
  check(spec);
  if (areBetterSwapped(spec, frames, options)) return convolveSwapped(spec, frames, read, write, options);
  return ConvolveJob<Real>(spec, frames, read, write, options).run();
}

template ConvolveReport convolve(const ConvolutionSpec<float>&, std::uint64_t, const ReadFrames<float>&,
                                 const WriteFrames<float>&, const ConvolveOptions&);
template ConvolveReport convolve(const ConvolutionSpec<double>&, std::uint64_t, const ReadFrames<double>&,
                                 const WriteFrames<double>&, const ConvolveOptions&);

}  // namespace lathe
