// Finding the parts that two states of a session have in common.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/session_snapshot.h"

#include <algorithm>

namespace lathe {
namespace {

Session headOf(const Session& session) {
  Session head;
  head.name = session.name;
  head.sampleRate = session.sampleRate;
  head.masterChain = session.masterChain;
  head.delivery = session.delivery;
  head.unknown = session.unknown;
  return head;
}

/// The places in the list before where a track is looked for: its own, counted from the start and from the end, those
/// beside it, and the ends of what has moved. Not everywhere: a long list in which all has changed would take its
/// square.
TrackPtr sharedTrack(const Track& track, std::size_t place, std::size_t size, const SessionSnapshot& before,
                     std::size_t first, std::size_t last) {
  const std::size_t fromEnd = before.tracks.size() + place - size;  // wraps round when there is none
  for (const std::size_t at : {place, fromEnd, place + 1, place - 1, first, last - 1})
    if (at < before.tracks.size() && *before.tracks[at] == track) return before.tracks[at];
  return std::make_shared<Track>(track);
}

}  // namespace

bool operator==(const SessionSnapshot& a, const SessionSnapshot& b) {
  return isSame(a.head, b.head) && std::ranges::equal(a.tracks, b.tracks, isSame<Track>);
}

Session SessionSnapshot::session() const {
  Session session = *head;
  session.tracks.reserve(tracks.size());
  for (const TrackPtr& track : tracks) session.tracks.push_back(*track);
  return session;
}

SessionSnapshot snapshotOf(const Session& session, const SessionSnapshot& before) {
  SessionSnapshot after;
  Session head = headOf(session);
  after.head = head == *before.head ? before.head : std::make_shared<Session>(std::move(head));
  const std::vector<Track>& tracks = session.tracks;
  const std::size_t shorter = std::min(tracks.size(), before.tracks.size());
  std::size_t first = 0;
  while (first < shorter && tracks[first] == *before.tracks[first]) ++first;
  std::size_t same = 0;  // at the end
  while (same < shorter - first && tracks[tracks.size() - 1 - same] == *before.tracks[before.tracks.size() - 1 - same])
    ++same;
  after.tracks.assign(before.tracks.begin(), before.tracks.begin() + static_cast<std::ptrdiff_t>(first));
  after.tracks.reserve(tracks.size());
  for (std::size_t i = first; i < tracks.size() - same; ++i)
    after.tracks.push_back(sharedTrack(tracks[i], i, tracks.size(), before, first, before.tracks.size() - same));
  after.tracks.insert(after.tracks.end(), before.tracks.end() - static_cast<std::ptrdiff_t>(same), before.tracks.end());
  return after;
}

}  // namespace lathe
