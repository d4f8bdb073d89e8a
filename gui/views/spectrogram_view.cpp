// Painting lanes from tiles, drawing the selection over them, and the mouse.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/views/spectrogram_view.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <algorithm>
#include <cmath>

#include "core/spectral/rasterise.h"
#include "gui/axes/lane_layout.h"
#include "gui/axes/time_gesture.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

constexpr double kSnap = 6;  ///< pixels

constexpr int kCoarserTried = 7;  ///< levels above, while a tile is being made
constexpr int kFinestPerWindow = 16;

}  // namespace

SpectrogramView::SpectrogramView(Workspace& workspace, QWidget* parent) : TimeView(workspace, parent) {
  setAccessibleName(tr("Spectrogram"));
  connect(&workspace.sound, &TrackSound::opened, this, [this] {
    tiles_.setClip(this->workspace().sound.clip(), this->workspace().sound.shelf());
    painter_.forget();
    wand_ = nullptr;
    wandOf_ = {};
    overlays_.clear();
    refresh();
    Q_EMIT scaleChanged();
  });
  connect(&workspace.sound, &TrackSound::soundChanged, this, [this](const std::vector<SampleSpan>& spans) {
    tiles_.updateClip(this->workspace().sound.clip(), spans);
    refresh();
  });
  connect(&workspace.sound, &TrackSound::refined, this, [this] {
    if (this->workspace().view.values().overlaysWaveform) refresh();
  });
  connect(&tiles_, &SpectrumTiles::arrived, this, &SpectrogramView::refresh);
  connect(&workspace.axis, &TimeAxis::changed, this, [this] { overlays_.clear(); });
  connect(&workspace.selection, &Selection::changed, this, [this] {
    overlays_.clear();
    findWand();
  });
  connect(&workspace.view, &ViewSettings::changed, this, [this] {
    overlays_.clear();
    refresh();
    Q_EMIT scaleChanged();
  });
}

std::vector<Lane> SpectrogramView::lanes() const { return workspace().view.lanes(workspace().sound.channels()); }

FrequencyScale SpectrogramView::scaleOf(std::size_t lane) const {
  const ViewValues& v = workspace().view.values();
  const LaneRect rect = laneRect(lane, std::max<std::size_t>(lanes().size(), 1), height());
  return {v.axis, v.lowestHertz, workspace().view.highestHertz(workspace().sound.rate()), rect.height};
}

double SpectrogramView::hertzAt(double y) const {
  const std::size_t count = std::max<std::size_t>(lanes().size(), 1), lane = laneAt(y, count, height());
  return scaleOf(lane).hertzAt(std::max(0.0, y - laneRect(lane, count, height()).top));
}

int SpectrogramView::tileLevel() const {
  const double ratio = devicePixelRatioF();
  const double finest = static_cast<double>(workspace().view.values().fftSize) / kFinestPerWindow;
  const double step = std::max({workspace().axis.framesPerPixel() / ratio, finest, 1.0});
  return static_cast<int>(std::floor(std::log2(step)));
}

TileKey SpectrogramView::keyAt(const Lane& lane, int level, double frame) const {
  const ViewValues& v = workspace().view.values();
  TileKey key{{v.fftSize, v.window, lane.scope}, level, 0};
  key.index = static_cast<std::int64_t>(std::floor(frame / (TileKey::kColumns * key.step())));
  return key;
}

void SpectrogramView::paintCanvas(QImage& image) {
  image.fill(theme().canvas);
  if (!workspace().sound.clip()) return;
  const auto lanes = this->lanes();
  std::vector<TileKey> wanted;
  QPainter painter(&image);
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const LaneRect rect = laneRect(i, lanes.size(), height());
    painter.setClipRect(QRectF(0, rect.top, width(), rect.height));
    FrequencyScale scale = scaleOf(i);
    const double ratio = image.devicePixelRatio();
    scale = {scale.axis(), scale.low(), scale.high(), std::round(scale.height() * ratio)};
    paintLane(painter, lanes[i], scale, rect.top, ratio, wanted);
    if (workspace().view.values().overlaysWaveform) paintOutline(painter, lanes[i], rect, ratio);
    painter.setClipping(false);
    if (i > 0) painter.fillRect(QRectF(0, rect.top - 1, width(), 1), theme().border);
  }
  tiles_.want(std::move(wanted));
}

/// The highest and the lowest samples of each column as two lines.
void SpectrogramView::paintOutline(QPainter& painter, const Lane& lane, const LaneRect& rect, double ratio) const {
  const auto columns = static_cast<std::size_t>(std::lround(width() * ratio));
  std::vector<analysis::PeakPair> peaks(columns);
  const auto known = std::make_unique<bool[]>(columns);
  const TimeAxis& axis = workspace().axis;
  workspace().sound.peaks(lane.signal, axis.start(), axis.framesPerPixel() / ratio, peaks, {known.get(), columns});
  const double middle = rect.top + rect.height / 2, scale = workspace().view.values().waveformZoom * rect.height / 2;
  QPolygonF high, low;
  for (std::size_t i = 0; i < columns; ++i) {
    if (!known[i]) continue;
    const double x = static_cast<double>(i) / ratio;
    high << QPointF(x, middle - static_cast<double>(peaks[i].highest) * scale);
    low << QPointF(x, middle - static_cast<double>(peaks[i].lowest) * scale);
  }
  painter.setPen(QPen(QColor(255, 255, 255, 190), 0));
  painter.drawPolyline(high);
  painter.drawPolyline(low);
}

void SpectrogramView::paintLane(QPainter& painter, const Lane& lane, const FrequencyScale& scale, double top,
                                double ratio, std::vector<TileKey>& wanted) {
  const TimeAxis& axis = workspace().axis;
  const ViewValues& v = workspace().view.values();
  const TileLook look{scale, axis.rate(), v.lowestLevel, v.highestLevel, v.colours};
  const int level = tileLevel();
  const double end = std::min(axis.end(), axis.frames());
  for (TileKey key = keyAt(lane, level, axis.start()); key.startFrame() < end; ++key.index) {
    wanted.push_back(key);
    if (paintTile(painter, key, key, look, top, ratio)) continue;
    bool isPainted = false;
    for (int up = 1; up <= kCoarserTried && !isPainted; ++up)
      isPainted = paintTile(painter, key, keyAt(lane, level + up, key.startFrame()), look, top, ratio);
    for (int half = 0; half < 2 && !isPainted && level > 0; ++half)
      paintTile(painter, key, keyAt(lane, level - 1, key.startFrame() + half * TileKey::kColumns * key.step() / 2),
                look, top, ratio);
  }
}

/// Draws what `key` has of the stretch that `wanted` covers.
bool SpectrogramView::paintTile(QPainter& painter, const TileKey& wanted, const TileKey& key, const TileLook& look,
                                double top, double ratio) {
  const auto found = tiles_.find(key);
  if (!found.tile) return false;
  const TimeAxis& axis = workspace().axis;
  const double from = std::max({wanted.startFrame(), key.startFrame(), axis.start() - 2 * key.step()});
  const double to = std::min({wanted.endFrame(), key.endFrame(), axis.end() + 2 * key.step()});
  if (to <= from) return true;
  // Whole columns, on whole device pixels: neighbouring tiles meet without a seam.
  const double first = std::floor((from - key.startFrame()) / key.step()),
               last = std::ceil((to - key.startFrame()) / key.step());
  const double left = std::round(axis.xOf(key.startFrame() + first * key.step()) * ratio) / ratio;
  const double right = std::round(axis.xOf(key.startFrame() + last * key.step()) * ratio) / ratio;
  const QImage& picture = painter_.picture(key, found, look);
  const bool isCloser = axis.framesPerPixel() * 1.5 < key.step();
  painter.setRenderHint(QPainter::SmoothPixmapTransform, isCloser);
  painter.drawImage(QRectF(left, top, right - left, look.scale.height() / ratio), picture,
                    QRectF(first, 0, last - first, picture.height()));
  return true;
}

std::optional<double> SpectrogramView::levelAt(double x, double y) const {
  const auto lanes = this->lanes();
  if (lanes.empty()) return {};
  const double frame = workspace().axis.frameAt(x);
  const TileKey key = keyAt(lanes[laneAt(y, lanes.size(), height())], tileLevel(), frame);
  const auto found = tiles_.find(key);
  if (!found.tile || frame < 0 || frame >= workspace().axis.frames()) return {};
  const int column = std::clamp(static_cast<int>((frame - key.startFrame()) / key.step()), 0, TileKey::kColumns - 1);
  const double bin = hertzAt(y) / (workspace().axis.rate() / 2.0) * (found.tile->bins - 1);
  const int nearest = std::clamp(static_cast<int>(std::lround(bin)), 0, found.tile->bins - 1);
  return static_cast<double>(analysis::decibelsOfCode(found.tile->column(column)[static_cast<std::size_t>(nearest)]));
}

void SpectrogramView::findWand() {
  Mask wands;
  for (const MaskPart& part : workspace().selection.mask().parts)
    if (std::holds_alternative<WandShape>(part.shape)) wands.parts.push_back({part.shape});
  if (wands == wandOf_) return;
  wandOf_ = wands;
  wand_ = nullptr;
  const auto clip = workspace().sound.clip();
  if (wands.parts.empty() || !clip) return;
  const auto& wand = std::get<WandShape>(wands.parts.front().shape);
  TimeSpan all = wand.within;
  for (const MaskPart& part : wands.parts) {
    const TimeSpan& within = std::get<WandShape>(part.shape).within;
    all = {std::min(all.start, within.start), std::max(all.end, within.end)};
  }
  const double rate = clip->format().sampleRate;
  SpectrogramGrid grid{rate, wand.fftSize, wand.fftSize / 4, 0, 0};
  grid.firstFrame = static_cast<std::int64_t>(all.start.value / grid.cellSeconds());
  grid.frames = static_cast<int>(std::min((all.end - all.start).value / grid.cellSeconds() + 2, 20000.0));
  using Raster = std::shared_ptr<const MaskRaster>;
  workspace().jobs.run<Raster>(
      tr("Magic wand"),
      [=](const Progress&) -> Raster { return std::make_shared<MaskRaster>(rasterise(wands, grid, clip.get())); },
      [this, wands](Raster raster) {
        if (!(wands == wandOf_)) return;
        wand_ = std::move(raster);
        overlays_.clear();
        update();
      },
      false);
}

QImage SpectrogramView::wandPicture(const FrequencyScale& scale, double ratio) const {
  if (!wand_) return {};
  QImage image(QSize(width(), static_cast<int>(scale.height())) * ratio, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  const TimeAxis& axis = workspace().axis;
  const SpectrogramGrid& grid = wand_->grid;
  for (int y = 0; y < image.height(); ++y) {
    auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
    const auto bin = static_cast<std::size_t>(std::clamp(
        std::lround(scale.hertzAt((y + 0.5) / ratio) / grid.cellHertz()), 0l, static_cast<long>(grid.bins() - 1)));
    for (int x = 0; x < image.width(); ++x) {
      const double time = axis.seconds(axis.frameAt((x + 0.5) / ratio));
      const auto frame = std::llround(time / grid.cellSeconds()) - grid.firstFrame;
      if (frame >= 0 && frame < grid.frames && wand_->frame(static_cast<int>(frame))[bin] >= 0.5f)
        row[x] = qRgba(0, 0, 0, 255);
    }
  }
  image.setDevicePixelRatio(ratio);
  return image;
}

const QImage& SpectrogramView::maskOverlay(std::size_t lane) {
  const std::size_t count = lanes().size();
  if (overlays_.size() != count) {
    overlays_.assign(count, {});
    for (std::size_t i = 0; i < count; ++i) {
      const FrequencyScale scale = scaleOf(i);
      const LanePlace place{workspace().axis, scale};
      overlays_[i] = maskPicture(workspace().selection.mask(), place, width(), devicePixelRatioF(), theme().selection,
                                 theme().playhead, wandPicture(scale, devicePixelRatioF()));
    }
  }
  return overlays_[lane];
}

void SpectrogramView::paintOver(QPainter& painter) {
  if (!workspace().sound.clip()) return;
  const auto lanes = this->lanes();
  const ChannelScope& scope = workspace().selection.mask().scope;
  if (!workspace().selection.isEmpty())
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      const bool isMeant = scope.kind == ChannelScope::Kind::All || lanes[i].scope.kind != ChannelScope::Kind::Set ||
                           scope.kind != ChannelScope::Kind::Set || (scope.channels & lanes[i].scope.channels) != 0;
      if (isMeant) painter.drawImage(QPointF(0, laneRect(i, lanes.size(), height()).top), maskOverlay(i));
    }
  paintMarkers(painter, workspace(), height());
  paintLaneNames(painter, lanes, height());
}

TimeFrequency SpectrogramView::placeAt(const QPointF& point) const {
  const TimeAxis& axis = workspace().axis;
  const double frame = std::clamp(axis.frameAt(point.x()), 0.0, axis.frames());
  const double nyquist = axis.rate() / 2.0;
  double hertz = std::clamp(hertzAt(point.y()), 0.0, nyquist);
  // What is drawn to the edge of all frequencies means all of them: a click has a good share above the last pixels.
  const Tool tool = workspace().view.values().tool;
  if (tool == Tool::Box || tool == Tool::Lasso || tool == Tool::Frequency) {
    const std::size_t count = std::max<std::size_t>(lanes().size(), 1), lane = laneAt(point.y(), count, height());
    const LaneRect rect = laneRect(lane, count, height());
    const FrequencyScale scale = scaleOf(lane);
    const double y = point.y() - rect.top;
    if (y <= kSnap && scale.high() >= 0.99 * nyquist) hertz = nyquist;
    if (y >= rect.height - kSnap && scale.low() <= 20) hertz = 0;
  }
  return {Seconds{frame / axis.rate()}, Hertz{hertz}};
}

void SpectrogramView::mousePressEvent(QMouseEvent* event) {
  TimeView::mousePressEvent(event);
  if (event->button() != Qt::LeftButton || !workspace().sound.clip()) return;
  pressedAt_ = event->position();
  const ViewValues& view = workspace().view.values();
  const bool combines = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier);
  if (view.tool == Tool::Time && !combines) {
    timeFrom_ = beginTimeDrag(workspace(), event->position().x(), event->modifiers());
    return;
  }
  maskBefore_ = workspace().selection.mask();
  gesture_.emplace(view, placeAt(event->position()), event->modifiers());
  if (view.tool == Tool::Brush) workspace().selection.setMask(gesture_->appliedTo(maskBefore_));
}

void SpectrogramView::mouseMoveEvent(QMouseEvent* event) {
  TimeView::mouseMoveEvent(event);
  const bool isFar = (event->position() - pressedAt_).manhattanLength() >= 3;
  if (timeFrom_ >= 0 && isFar) dragTime(workspace(), timeFrom_, event->position().x());
  if (gesture_ && (isFar || workspace().view.values().tool == Tool::Brush)) {
    gesture_->moveTo(placeAt(event->position()));
    if (workspace().view.values().tool != Tool::Wand) workspace().selection.setMask(gesture_->appliedTo(maskBefore_));
  }
  if (timeFrom_ < 0 && !gesture_)
    setCursor(workspace().view.values().tool == Tool::Time && isOnEdge(workspace(), event->position().x())
                  ? Qt::SplitHCursor
                  : Qt::CrossCursor);
}

void SpectrogramView::mouseReleaseEvent(QMouseEvent* event) {
  TimeView::mouseReleaseEvent(event);
  if (event->button() != Qt::LeftButton) return;
  const bool isFar = (event->position() - pressedAt_).manhattanLength() >= 3;
  if (timeFrom_ >= 0 && !isFar) clickTime(workspace(), event->position().x());
  if (gesture_) {
    const Tool tool = workspace().view.values().tool;
    const bool makesDot = tool == Tool::Brush || tool == Tool::Wand || tool == Tool::Harmonics;
    if (isFar || makesDot) {
      workspace().selection.setMask(gesture_->appliedTo(maskBefore_));
      if (const auto time = workspace().selection.time(); time && gesture_->replaces())
        workspace().selection.setCursor(time->start);
    } else if (gesture_->replaces()) {
      clickTime(workspace(), event->position().x());
    }
  }
  timeFrom_ = -1;
  gesture_.reset();
}

void SpectrogramView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && workspace().view.values().tool == Tool::Time)
    selectBetweenMarkers(workspace(), event->position().x());
}

void SpectrogramView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && gesture_) {  // the gesture is taken back
    gesture_.reset();
    workspace().selection.setMask(maskBefore_);
    return;
  }
  TimeView::keyPressEvent(event);
}

void SpectrogramView::zoomVertically(double steps, double y) {
  const double hertz = hertzAt(y);
  const ViewValues& v = workspace().view.values();
  const double most = workspace().sound.rate() / 2.0, high = workspace().view.highestHertz(workspace().sound.rate());
  const double factor = std::pow(0.84, steps);
  double low = 0, top = 0;
  if (v.axis == FrequencyAxis::Logarithmic) {
    low = hertz * std::pow(v.lowestHertz / hertz, factor);
    top = hertz * std::pow(high / hertz, factor);
  } else {
    low = hertz + (v.lowestHertz - hertz) * factor;
    top = hertz + (high - hertz) * factor;
  }
  low = std::clamp(low, v.axis == FrequencyAxis::Logarithmic ? 10.0 : 0.0, most - 50);
  top = std::clamp(top, low + 50, most);
  workspace().view.change([&](ViewValues& values) {
    values.lowestHertz = low;
    values.highestHertz = top >= most ? 0 : top;
  });
}

}  // namespace lathe::gui
