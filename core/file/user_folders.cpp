// The XDG variables and what stands in for them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/file/user_folders.h"

#include <cstdlib>

namespace lathe {
namespace {

struct Place {
  const char* variable;
  const char* below;  ///< $HOME
};

Place placeOf(UserFolder folder) {
  switch (folder) {
    case UserFolder::Config:
      return {"XDG_CONFIG_HOME", ".config"};
    case UserFolder::Data:
      return {"XDG_DATA_HOME", ".local/share"};
    case UserFolder::Cache:
      return {"XDG_CACHE_HOME", ".cache"};
    case UserFolder::State:
      break;
  }
  return {"XDG_STATE_HOME", ".local/state"};
}

}  // namespace

std::filesystem::path userFolder(UserFolder folder) {
  const Place place = placeOf(folder);
  const char* chosen = std::getenv(place.variable);
  if (chosen && std::filesystem::path(chosen).is_absolute()) return std::filesystem::path(chosen) / "lathe";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home ? home : "/") / place.below / "lathe";
}

}  // namespace lathe
