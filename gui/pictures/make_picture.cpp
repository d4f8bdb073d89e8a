// The list of the stages that have a picture.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/make_picture.h"

#include "gui/pictures/compressor_picture.h"
#include "gui/pictures/denoise_picture.h"
#include "gui/pictures/eq_picture.h"
#include "gui/pictures/limiter_picture.h"
#include "gui/pictures/reverb_picture.h"

namespace lathe::gui {

StagePicture* makePicture(const Settings& settings, Workspace& workspace) {
  const std::string& id = settings.type().id;
  if (id == "eq") return new EqPicture(settings, workspace);
  if (id == "compressor") return new CompressorPicture(settings);
  if (id == "limiter") return new LimiterPicture(settings);
  if (id == "reverb") return new ReverbPicture(settings, workspace);
  if (id == "denoise") return new DenoisePicture(settings, workspace);
  return nullptr;
}

}  // namespace lathe::gui
