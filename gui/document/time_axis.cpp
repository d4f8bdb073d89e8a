// Zooming and scrolling within a track.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/document/time_axis.h"

#include <algorithm>

namespace lathe::gui {
namespace {

constexpr double kMargin = 0.02;  ///< of the width, behind the end when all is shown

}  // namespace

double TimeAxis::widest() const noexcept { return std::max(frames_ * (1 + kMargin) / std::max(width_, 1), kClosest); }

void TimeAxis::set(double start, double framesPerPixel) {
  const double zoom = std::clamp(framesPerPixel, std::min(kClosest, widest()), widest());
  const double shown = zoom * width_;
  const double left = std::clamp(start, 0.0, std::max(0.0, frames_ * (1 + kMargin) - shown));
  if (left == start_ && zoom == framesPerPixel_) return;
  start_ = left;
  framesPerPixel_ = zoom;
  Q_EMIT changed();
}

void TimeAxis::setTrack(double frames, int rate, bool isNew) {
  if (frames == frames_ && rate == rate_ && !isNew) return;
  const bool wasAll = isNew || showsAll();
  frames_ = frames;
  rate_ = rate;
  framesPerPixel_ = wasAll ? -1 : framesPerPixel_;  // so that set() sees a change
  set(wasAll ? 0 : start_, wasAll ? widest() : framesPerPixel_);
}

void TimeAxis::setWidth(int width) {
  if (width == width_ || width < 1) return;
  const bool wasAll = showsAll();
  width_ = width;
  const double zoom = wasAll ? widest() : framesPerPixel_;
  framesPerPixel_ = -1;
  set(start_, zoom);
}

void TimeAxis::zoom(double factor, double x) {
  const double frame = frameAt(x);
  const double zoom = std::clamp(framesPerPixel_ / factor, std::min(kClosest, widest()), widest());
  set(frame - x * zoom, zoom);
}

void TimeAxis::show(double from, double to) {
  if (to > from) set(from, (to - from) / width_);
}

void TimeAxis::showAll() { set(0, widest()); }

void TimeAxis::scrollTo(double start) { set(start, framesPerPixel_); }

void TimeAxis::reveal(double frame) {
  if (frame < start_)
    scrollTo(frame - 0.1 * framesPerPixel_ * width_);
  else if (frame >= end())
    scrollTo(frame);
}

}  // namespace lathe::gui
