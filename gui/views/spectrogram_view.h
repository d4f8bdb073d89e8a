// The spectrogram: lanes of tiles under the selection, on which shapes are drawn.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <optional>

#include "core/spectral/mask_raster.h"
#include "gui/axes/lane_layout.h"
#include "gui/axes/time_view.h"
#include "gui/views/mask_picture.h"
#include "gui/views/shape_gesture.h"
#include "gui/views/tile_painter.h"

namespace lathe::gui {

class SpectrogramView : public TimeView {
  Q_OBJECT
 public:
  explicit SpectrogramView(Workspace& workspace, QWidget* parent = nullptr);
  QSize sizeHint() const override { return {800, 400}; }
  QSize minimumSizeHint() const override { return {200, 100}; }

  /// Of a lane, in pixels of the view.
  FrequencyScale scaleOf(std::size_t lane) const;
  std::vector<Lane> lanes() const;
  /// Frequency under y.
  double hertzAt(double y) const;
  /// dB re full scale of what is drawn at a place; nothing while there is no tile.
  std::optional<double> levelAt(double x, double y) const;
  SpectrumTiles& tiles() noexcept { return tiles_; }

 Q_SIGNALS:
  /// The frequency axis moved.
  void scaleChanged();

 protected:
  void paintCanvas(QImage& image) override;
  void paintOver(QPainter& painter) override;
  void mousePressEvent(QMouseEvent*) override;
  void mouseMoveEvent(QMouseEvent*) override;
  void mouseReleaseEvent(QMouseEvent*) override;
  void mouseDoubleClickEvent(QMouseEvent*) override;
  void keyPressEvent(QKeyEvent*) override;
  void zoomVertically(double steps, double y) override;

 private:
  int tileLevel() const;
  void paintOutline(QPainter& painter, const Lane& lane, const LaneRect& rect, double ratio) const;
  TileKey keyAt(const Lane& lane, int level, double frame) const;
  void paintLane(QPainter& painter, const Lane& lane, const FrequencyScale& scale, double top, double ratio,
                 std::vector<TileKey>& wanted);
  bool paintTile(QPainter& painter, const TileKey& wanted, const TileKey& key, const TileLook& look, double top,
                 double ratio);
  TimeFrequency placeAt(const QPointF& point) const;
  const QImage& maskOverlay(std::size_t lane);
  void findWand();
  QImage wandPicture(const FrequencyScale& scale, double ratio) const;

  SpectrumTiles tiles_;
  TilePainter painter_;
  std::optional<ShapeGesture> gesture_;
  Mask maskBefore_;
  QPointF pressedAt_;
  double timeFrom_ = -1;                    ///< frame that stays in a drag of time
  std::vector<QImage> overlays_;            ///< of the selection, per lane; empty: to be painted
  std::shared_ptr<const MaskRaster> wand_;  ///< what the selection's wands take; null: nothing, or not known yet
  Mask wandOf_;                             ///< the wands alone
};

}  // namespace lathe::gui
