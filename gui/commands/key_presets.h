// Sets of keys for people who come from other programs.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QString>
#include <map>
#include <vector>

#include "gui/commands/actions.h"

namespace lathe::gui {

/// What differs from the keys as they came, by the actions' ids.
struct KeyPreset {
  QString name;
  std::map<QString, QList<QKeySequence>> keys;
};

/// The first is Lathe's own, which differs in nothing.
std::vector<KeyPreset> keyPresets();

/// All keys as they came, then those of the preset; an action whose key another one gets loses it.
void applyKeys(Actions& actions, const KeyPreset& preset);

}  // namespace lathe::gui
