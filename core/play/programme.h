// What is played, as a value: sounds one after the other, each through its chain.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>
#include <vector>

#include "core/audio/audio_clip.h"
#include "core/session/session.h"

namespace lathe {

/// One sound of a programme, begun with its chain fresh, as a render of it begins.
struct ProgrammeItem {
  ClipPtr clip;  ///< before its chain
  Chain chain = {};
  std::uint64_t gapBefore = 0;  ///< frames of silence
  double gain = 1;              ///< behind the chain: for comparing at equal loudness
};

struct Programme {
  std::vector<ProgrammeItem> items;
};

/// A session's tracks in order, with their gaps, spectral edits and chains, as they are rendered; muted ones are left
/// out. Opens their files. `tracks`: only these, counted from 0. Throws Error (NotFound, Invalid), and Unsupported when
/// tracks differ in channels.
Programme programmeOf(const Session& session, const std::vector<std::size_t>& tracks = {});

/// A moment of a programme.
struct PlayPosition {
  std::size_t item = 0;
  std::uint64_t frame = 0;  ///< of the item's clip

  friend auto operator<=>(const PlayPosition&, const PlayPosition&) = default;
};

/// A stretch of one item that is played again and again.
struct LoopRange {
  std::uint64_t start = 0, end = 0;  ///< frames of the item's clip

  friend bool operator==(const LoopRange&, const LoopRange&) = default;
};

/// Names of the stages that cannot be heard as they would be rendered: they work on whole recordings only.
std::vector<std::string> stagesNotHeard(const Chain& chain);

}  // namespace lathe
