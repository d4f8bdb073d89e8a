// Which stretch of the track the views show, and at what zoom; shared by all time views.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QObject>

namespace lathe::gui {

/// Frames are those of the track at the session's rate. The view never leaves the track by more than a margin.
class TimeAxis : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  double start() const noexcept { return start_; }  ///< frame at the left edge
  double framesPerPixel() const noexcept { return framesPerPixel_; }
  double end() const noexcept { return start_ + framesPerPixel_ * width_; }
  int width() const noexcept { return width_; }       ///< pixels
  double frames() const noexcept { return frames_; }  ///< of the track
  int rate() const noexcept { return rate_; }         ///< Hz

  double xOf(double frame) const noexcept { return (frame - start_) / framesPerPixel_; }
  double frameAt(double x) const noexcept { return start_ + x * framesPerPixel_; }
  double seconds(double frame) const noexcept { return frame / rate_; }

  /// Another track: all of it is shown when it is `isNew`, otherwise the view stays as far as it can.
  void setTrack(double frames, int rate, bool isNew);
  /// Pixels of the views; the left edge and the zoom stay, or all stays visible if it was.
  void setWidth(int width);

  /// By `factor` (above 1: closer) with the frame under `x` in its place.
  void zoom(double factor, double x);
  void show(double from, double to);
  void showAll();
  void scrollTo(double start);
  void scrollBy(double frames) { scrollTo(start_ + frames); }
  /// Scrolls as little as it takes to show a frame; a page further when it is behind the right edge.
  void reveal(double frame);
  bool showsAll() const noexcept { return framesPerPixel_ >= widest(); }

  static constexpr double kClosest = 1.0 / 64;  ///< frames per pixel

 Q_SIGNALS:
  void changed();

 private:
  double widest() const noexcept;
  void set(double start, double framesPerPixel);

  double start_ = 0, framesPerPixel_ = 256, frames_ = 0;
  int width_ = 1000, rate_ = 48000;
};

}  // namespace lathe::gui
