// Which stages have a picture.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "gui/pictures/stage_picture.h"

namespace lathe::gui {

/// The picture for that type of settings; null where there is none.
StagePicture* makePicture(const Settings& settings, Workspace& workspace);

}  // namespace lathe::gui
