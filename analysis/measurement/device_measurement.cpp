// Batches on their way through a backend, and what is rescued of them when it fails.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/device_measurement.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <deque>
#include <memory>

#include "analysis/measurement/block_reader.h"
#include "core/audio/error.h"
#include "core/compute/backend.h"
#include "core/compute/device_run.h"
#include "core/work/parallel.h"

namespace lathe::analysis {
namespace {

/// A job of a group and how far it was read.
struct Source {
  BlockJob* job;
  BlockReader reader;
};

/// A block of a batch.
struct Planned {
  Source* source;
  std::uint64_t firstFrame;
  MeasureBlock shape;
  std::vector<std::byte> rescued;  ///< its samples, when a device failed with them
};

struct Batch {
  int slot;
  std::vector<Planned> blocks;
};

/// Calls work(first, last) for each stretch of blocks of one source, on several threads.
template <class Work>
void bySource(std::vector<Planned>& blocks, int threads, const Work& work) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (i == 0 || blocks[i].source != blocks[i - 1].source) starts.push_back(i);
  starts.push_back(blocks.size());
  forEachInParallel(starts.size() - 1, threads, [&](std::size_t i) { work(starts[i], starts[i + 1]); });
}

/// Clips that share a format and a packing, through one run after another.
class Group {
 public:
  Group(const MeasureSpec& spec, std::vector<BlockJob*> jobs, DeviceRun& device, const DeviceOptions& options,
        DeviceReport& report, std::function<void(std::uint64_t frames)> done)
      : spec_(spec),
        layout_(spec),
        device_(device),
        options_(options),
        report_(report),
        done_(std::move(done)),
        chunkLimit_(options.chunkFrames) {
    for (BlockJob* job : jobs) {
      sources_.push_back({job, BlockReader(*job->clip, spec_)});
      frames_ += job->clip->frames() + layout_.blockFrames;
    }
  }

  void run() {
    for (;;) {
      if (options_.stop.stop_requested()) throw Error(ErrorKind::Cancelled, "The measurement was cancelled");
      while (!run_) open();
      if (std::ssize(inFlight_) < run_->slots() && hasMore()) {
        submit(nextBatch());
      } else if (!inFlight_.empty()) {
        finish();
      } else {
        break;
      }
    }
    addTimes();
  }

 private:
  bool hasMore() {
    while (next_ < sources_.size() && (sources_[next_].job->failure || sources_[next_].reader.isAtEnd())) ++next_;
    return !rescued_.empty() || next_ < sources_.size();
  }

  /// What was rescued comes first: each source's blocks stay in order.
  Batch nextBatch() {
    Batch batch{freeSlot(), {}};
    while (batch.blocks.size() < run_->mostBlocks() && hasMore()) {
      if (!rescued_.empty()) {
        batch.blocks.push_back(std::move(rescued_.front()));
        rescued_.pop_front();
        continue;
      }
      Source& source = sources_[next_];
      batch.blocks.push_back({&source, source.reader.nextFrame(), source.reader.nextShape(), {}});
      source.reader.skip();
    }
    bySource(batch.blocks, options_.threads, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) fill(batch.blocks[i], run_->bytes(batch.slot, i));
    });
    return batch;
  }

  int freeSlot() const {
    int slot = 0;
    while (std::ranges::any_of(inFlight_, [&](const Batch& batch) { return batch.slot == slot; })) ++slot;
    return slot;
  }

  static void fill(Planned& block, std::byte* bytes) {
    if (!block.rescued.empty()) {
      std::ranges::copy(block.rescued, bytes);
      block.rescued = {};
      return;
    }
    if (block.source->job->failure) return;
    try {
      block.source->reader.fill(block.firstFrame, bytes);
    } catch (...) {
      block.source->job->failure = std::current_exception();
    }
  }

  void submit(Batch batch) {
    std::vector<MeasureBlock> shapes;
    for (const Planned& block : batch.blocks) shapes.push_back(block.shape);
    const int slot = batch.slot;
    inFlight_.push_back(std::move(batch));
    if (const Status status = run_->submit(slot, shapes); !status.ok()) rescue(status);
  }

  void finish() {
    const Status status = run_->finish(inFlight_.front().slot, options_.patience);
    if (!status.ok()) return rescue(status);
    Batch batch = std::move(inFlight_.front());
    inFlight_.pop_front();
    bySource(batch.blocks, options_.threads, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) take(batch, i);
    });
    for (const Planned& block : batch.blocks) done_(block.shape.frames);
  }

  void take(const Batch& batch, std::size_t i) {
    const Planned& block = batch.blocks[i];
    BlockJob& job = *block.source->job;
    if (job.failure) return;
    try {
      const bool isLast = block.firstFrame + block.shape.frames >= job.clip->frames();
      job.take(
          {spec_, run_->bytes(batch.slot, i), run_->figures(batch.slot, i), block.shape, block.firstFrame, isLast});
    } catch (...) {
      job.failure = std::current_exception();
    }
  }

  /// Keeps the samples of all that is in flight, and goes on with smaller batches or elsewhere.
  void rescue(const Status& status) {
    std::deque<Planned> kept;
    for (Batch& batch : inFlight_)
      for (std::size_t i = 0; i < batch.blocks.size(); ++i) {
        const std::byte* const bytes = run_->bytes(batch.slot, i);
        batch.blocks[i].rescued.assign(bytes, bytes + layout_.blockBytes());
        kept.push_back(std::move(batch.blocks[i]));
      }
    std::ranges::move(rescued_, std::back_inserter(kept));
    rescued_ = std::move(kept);
    inFlight_.clear();
    const std::size_t blocks = run_->mostBlocks();
    addTimes();
    run_.reset();
    recover(status, blocks);
  }

  void open() {
    const Status status = device_.backend().measure(spec_, {options_.threads, chunkLimit_, frames_}, run_);
    if (!status.ok()) recover(status, measureBatch(layout_, chunkLimit_, frames_));
  }

  void recover(const Status& status, std::size_t blocks) {
    const std::size_t fewer = device_.recover(status, blocks);
    chunkLimit_ = fewer != 0 ? fewer * layout_.blockFrames : options_.chunkFrames;
  }

  void addTimes() {
    if (!run_) return;
    const RunTimes times = run_->times();
    report_.times.up += times.up;
    report_.times.compute += times.compute;
    report_.times.down += times.down;
  }

  MeasureSpec spec_;
  MeasureLayout layout_;
  DeviceRun& device_;  ///< of all groups: a device that failed stays left behind
  const DeviceOptions& options_;
  DeviceReport& report_;
  std::function<void(std::uint64_t)> done_;
  std::size_t chunkLimit_;
  std::uint64_t frames_ = 0;
  std::vector<Source> sources_;
  std::size_t next_ = 0;
  std::unique_ptr<MeasureRun> run_;
  std::deque<Batch> inFlight_;
  std::deque<Planned> rescued_;
};

void checkNumbers(const AudioClip& clip, const Measurement& measurement) {
  const std::uint64_t samples = clip.frames() * static_cast<std::uint64_t>(clip.format().channels());
  if (samples > 0 && measurement.nonFiniteSamples == samples)
    throw Error(ErrorKind::Damaged, "The audio has no sample that is a number (all are NaN or infinite)");
}

}  // namespace

DeviceReport measureBlocks(std::span<BlockJob> jobs, const DeviceOptions& options) {
  struct Key {
    AudioFormat format;
    ClipPacking packing;
    std::vector<BlockJob*> jobs;
  };
  std::vector<Key> groups;
  std::uint64_t all = 0, done = 0;
  for (BlockJob& job : jobs) {
    const AudioFormat& format = job.clip->format();
    ClipPacking packing = packingOf(*job.clip);
    all += job.clip->frames();
    const auto same = std::ranges::find_if(groups, [&](const Key& group) {
      return group.format.sampleRate == format.sampleRate && group.format.channels() == format.channels() &&
             group.packing == packing;
    });
    if (same != groups.end())
      same->jobs.push_back(&job);
    else
      groups.push_back({format, std::move(packing), {&job}});
  }
  DeviceReport report;
  DeviceRun device("measuring", options.backends);
  const auto progress = [&](std::uint64_t frames) {
    done += frames;
    if (options.progress) options.progress(static_cast<double>(done) / static_cast<double>(all));
  };
  for (Key& group : groups)
    Group(measureSpec(group.format, group.packing.packing, group.packing.fileChannels), std::move(group.jobs), device,
          options, report, progress)
        .run();
  report.device = device.backend().info().id;
  report.fallbacks = device.fallbacks();
  return report;
}

std::vector<ClipMeasurement> measureClips(std::span<const AudioClip* const> clips, const MeterOptions& options,
                                          const DeviceOptions& device, DeviceReport& report) {
  std::vector<Meter> meters;
  for (std::size_t i = 0; i < clips.size(); ++i) meters.emplace_back(options);
  std::vector<ClipMeasurement> results(clips.size());
  std::vector<BlockJob> jobs;
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < clips.size(); ++i) {
    try {
      meters[i].begin(clips[i]->format());
    } catch (const Error&) {
      results[i].failure = std::current_exception();
      continue;
    }
    jobs.push_back({clips[i], [&meter = meters[i]](const MeasuredBlock& block) { meter.addMeasured(block); }});
    indices.push_back(i);
  }
  report = measureBlocks(jobs, device);
  for (std::size_t k = 0; k < jobs.size(); ++k) {
    ClipMeasurement& result = results[indices[k]];
    result.failure = jobs[k].failure;
    if (result.failure) continue;
    try {
      Measurement measurement = meters[indices[k]].result();
      checkNumbers(*jobs[k].clip, measurement);
      result.measurement = std::move(measurement);
    } catch (const Error&) {
      result.failure = std::current_exception();
    }
  }
  return results;
}

Measurement measureClip(const AudioClip& clip, const MeterOptions& meter, const DeviceOptions& options,
                        DeviceReport& report) {
  const AudioClip* const clips[] = {&clip};
  auto results = measureClips(clips, meter, options, report);
  if (results.front().failure) std::rethrow_exception(results.front().failure);
  return std::move(*results.front().measurement);
}

std::vector<Backend*> measuringBackends(std::string_view choice, std::uint64_t samples, int threads) {
  auto backends =
      chooseBackends(choice, [&](const Backend& backend) { return backend.measureSeconds(samples, threads); });
  if (backends.size() < 2) backends.clear();
  return backends;
}

}  // namespace lathe::analysis
