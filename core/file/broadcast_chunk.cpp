// Field by field, as the table in EBU Tech 3285 section 2.3 has them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/broadcast_chunk.h"

#include <cmath>

#include "core/file/text_fields.h"

namespace lathe {
namespace {

constexpr std::size_t kFixedSize = 602;
constexpr std::uint16_t kAbsent = 0x7FFF;

std::optional<double> loudnessAt(const Bytes& chunk, std::size_t at) {
  const auto raw = loadLittle<std::uint16_t>(chunk.data() + at);
  if (raw == kAbsent) return std::nullopt;
  return static_cast<std::int16_t>(raw) / 100.0;
}

void appendLoudness(Bytes& bytes, const std::optional<double>& value) {
  const bool isIn = value && std::abs(*value) < 99.995;
  appendLittle(bytes, isIn ? static_cast<std::uint16_t>(std::lround(*value * 100)) : kAbsent);
}

}  // namespace

std::optional<BroadcastExtension> parseBroadcastChunk(const Bytes& chunk) {
  if (chunk.size() < 348) return std::nullopt;
  BroadcastExtension broadcast;
  broadcast.description = fieldText(chunk.data(), 256);
  broadcast.originator = fieldText(chunk.data() + 256, 32);
  broadcast.originatorReference = fieldText(chunk.data() + 288, 32);
  broadcast.date = fieldText(chunk.data() + 320, 10);
  broadcast.time = fieldText(chunk.data() + 330, 8);
  broadcast.timeReference = loadLittle<std::uint64_t>(chunk.data() + 338);
  if (loadLittle<std::uint16_t>(chunk.data() + 346) >= 2 && chunk.size() >= 422) {
    broadcast.loudness = loudnessAt(chunk, 412);
    broadcast.loudnessRange = loudnessAt(chunk, 414);
    broadcast.maxTruePeak = loudnessAt(chunk, 416);
    broadcast.maxMomentary = loudnessAt(chunk, 418);
    broadcast.maxShortTerm = loudnessAt(chunk, 420);
  }
  if (chunk.size() > kFixedSize)
    broadcast.codingHistory = fieldText(chunk.data() + kFixedSize, chunk.size() - kFixedSize);
  return broadcast;
}

Bytes buildBroadcastChunk(const BroadcastExtension& broadcast) {
  Bytes chunk;
  appendField(chunk, broadcast.description, 256);
  appendField(chunk, broadcast.originator, 32);
  appendField(chunk, broadcast.originatorReference, 32);
  appendField(chunk, broadcast.date, 10);
  appendField(chunk, broadcast.time, 8);
  appendLittle(chunk, broadcast.timeReference);
  appendLittle(chunk, std::uint16_t{2});
  chunk.resize(412);  // no UMID
  appendLoudness(chunk, broadcast.loudness);
  appendLoudness(chunk, broadcast.loudnessRange);
  appendLoudness(chunk, broadcast.maxTruePeak);
  appendLoudness(chunk, broadcast.maxMomentary);
  appendLoudness(chunk, broadcast.maxShortTerm);
  chunk.resize(kFixedSize);
  appendText(chunk, broadcast.codingHistory);
  return chunk;
}

}  // namespace lathe
