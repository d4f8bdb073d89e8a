// Bytes of a file as they are, or rows of floats with the overlap kept.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "analysis/measurement/block_reader.h"

#include <algorithm>
#include <cstring>

namespace lathe::analysis {
namespace {

Packing packingFor(PcmCoding coding) {
  switch (coding) {
    case PcmCoding::U8:
      return Packing::U8;
    case PcmCoding::S16:
      return Packing::S16;
    case PcmCoding::S24:
      return Packing::S24;
    case PcmCoding::S32:
      return Packing::S32;
    case PcmCoding::F32:
    case PcmCoding::F64:
      break;
  }
  return Packing::F32Rows;
}

}  // namespace

ClipPacking packingOf(const AudioClip& clip) {
  const auto* const file = dynamic_cast<const FileClip*>(&clip);
  const PackedIntegers* const packed = file ? file->packed() : nullptr;
  if (!packed) return {};
  return {packingFor(packed->coding), packed->fileChannels};
}

BlockReader::BlockReader(const AudioClip& clip, const MeasureSpec& spec)
    : clip_(clip),
      file_(spec.packing == Packing::F32Rows ? nullptr : dynamic_cast<const FileClip*>(&clip)),
      layout_(spec),
      packing_(spec.packing),
      kept_(file_ ? 0 : spec.channels, file_ ? 0 : layout_.before() + layout_.after()) {}

MeasureBlock BlockReader::nextShape() const noexcept {
  const std::uint64_t left = clip_.frames() - next_;
  const auto frames = static_cast<std::uint32_t>(std::min<std::uint64_t>(left, layout_.blockFrames));
  constexpr std::uint64_t run = MeasureLayout::runFrames;
  return {frames, static_cast<std::uint32_t>((run - next_ % run) % run)};
}

void BlockReader::fill(std::uint64_t firstFrame, std::byte* bytes) {
  const std::int64_t from = static_cast<std::int64_t>(firstFrame) - static_cast<std::int64_t>(layout_.before());
  if (file_)
    fillPacked(from, bytes);
  else
    fillRows(from, bytes);
}

void BlockReader::fillPacked(std::int64_t from, std::byte* bytes) const {
  const std::size_t frameBytes = layout_.channels * layout_.sampleBytes;
  const std::size_t before = from < 0 ? static_cast<std::size_t>(-from) : 0;
  const std::uint64_t start = from < 0 ? 0 : static_cast<std::uint64_t>(from);
  const auto count =
      static_cast<std::size_t>(std::min<std::uint64_t>(layout_.rowFrames() - before, clip_.frames() - start));
  std::memset(bytes, silentByte(packing_), before * frameBytes);
  file_->readPacked(start, {bytes + before * frameBytes, count * frameBytes});
  std::memset(bytes + (before + count) * frameBytes, silentByte(packing_),
              (layout_.rowFrames() - before - count) * frameBytes);
}

void BlockReader::fillRows(std::int64_t from, std::byte* bytes) {
  const AudioView rows(reinterpret_cast<float*>(bytes), clip_.format().channels(), layout_.rowFrames(),
                       layout_.rowFrames());
  const std::size_t before = from < 0 ? static_cast<std::size_t>(-from) : 0, overlap = kept_.frames();
  clear(rows.slice(0, before));
  std::size_t known = before;
  if (from >= 0) {  // what the last block ended with; before the clip's start that is silence
    copy(std::as_const(kept_).view(), rows.slice(0, overlap));
    known = overlap;
  }
  clip_.read(static_cast<std::uint64_t>(from + static_cast<std::int64_t>(known)),
             rows.slice(known, layout_.rowFrames() - known));
  copy(rows.slice(layout_.rowFrames() - overlap, overlap), kept_.view());
}

}  // namespace lathe::analysis
