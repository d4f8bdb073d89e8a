// What each does to a copy of the session.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/session/spectral_edits.h"

#include "core/audio/error.h"

namespace lathe {
namespace {

Track& trackAt(Session& session, std::size_t track) {
  if (track >= session.tracks.size()) throw Error(ErrorKind::Invalid, "there is no track " + std::to_string(track + 1));
  return session.tracks[track];
}

std::vector<SpectralEdit>& listWith(Session& session, std::size_t track, std::size_t index) {
  auto& list = trackAt(session, track).spectralEdits;
  if (index >= list.size())
    throw Error(ErrorKind::Invalid, "track " + std::to_string(track + 1) + " has no spectral edit " +
                                        std::to_string(index + 1) + "; it has " + std::to_string(list.size()));
  return list;
}

template <class Change>
Edit edit(std::string name, Change change) {
  return {std::move(name), [change](const Session& before) {
            Session after = before;
            change(after);
            return after;
          }};
}

std::ptrdiff_t offset(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

}  // namespace

Edit addSpectralEdit(std::size_t track, SpectralEdit added) {
  return edit("Add " + nameOf(added), [track, added](Session& session) {
    checkSpectralEdit(added);
    trackAt(session, track).spectralEdits.push_back(added);
  });
}

Edit removeSpectralEdit(std::size_t track, std::size_t index) {
  return edit("Remove spectral edit", [track, index](Session& session) {
    auto& list = listWith(session, track, index);
    list.erase(list.begin() + offset(index));
  });
}

Edit moveSpectralEdit(std::size_t track, std::size_t from, std::size_t to) {
  return edit("Move spectral edit", [track, from, to](Session& session) {
    listWith(session, track, to);
    auto& list = listWith(session, track, from);
    SpectralEdit moved = list[from];
    list.erase(list.begin() + offset(from));
    list.insert(list.begin() + offset(to), std::move(moved));
  });
}

Edit switchSpectralEdit(std::size_t track, std::size_t index, bool isOn) {
  return edit(isOn ? "Switch spectral edit on" : "Switch spectral edit off",
              [track, index, isOn](Session& session) { listWith(session, track, index)[index].isOn = isOn; });
}

Edit changeSpectralEdit(std::size_t track, std::size_t index, SpectralEdit changed) {
  return edit("Change " + nameOf(changed), [track, index, changed](Session& session) {
    checkSpectralEdit(changed);
    listWith(session, track, index)[index] = changed;
  });
}

}  // namespace lathe
