// The noise that a de-noiser takes away, over frequency: its profile, and how much of it stays.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include "core/restoration/denoise/denoise_profile.h"
#include "gui/pictures/plot.h"
#include "gui/pictures/stage_picture.h"

namespace lathe::gui {

/// A profile's power as the meters' spectrum shows noise of that power: dB re a full-scale sine, one level a band.
/// The mean of all channels.
std::vector<float> profileLevels(const NoiseProfile& profile);

class DenoisePicture : public StagePicture {
  Q_OBJECT
 public:
  DenoisePicture(const Settings& settings, Workspace& workspace, QWidget* parent = nullptr);
  ~DenoisePicture() override;

  QSize sizeHint() const override { return {320, 170}; }
  /// The profile that is drawn; empty: none is known.
  const std::vector<float>& noise() const noexcept { return noise_; }

 protected:
  void paintEvent(QPaintEvent*) override;
  void settingsChanged() override;

 private:
  struct Found {
    std::vector<float> levels;
    QString problem;
  };
  void find();
  QString source() const;
  /// How much of the noise is taken away at a frequency, in dB.
  double reductionAt(double hertz) const;

  Workspace& workspace_;
  int job_ = 0;
  QString source_;  ///< what the profile was made from
  std::vector<float> noise_;
  QString problem_;
};

}  // namespace lathe::gui
