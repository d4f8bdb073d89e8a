// Painting the response that a job has made.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/reverb_picture.h"

#include <QtCore/QLocale>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtGui/QPainterPath>
#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/processors/reverb/response_shape.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

constexpr int kColumns = 400;
constexpr double kLowest = -80;

/// A step of 1, 2 or 5 times a power of ten that cuts a length into at most six parts.
double timeStep(double length) {
  double step = std::pow(10, std::floor(std::log10(std::max(length, 1e-3) / 6)));
  for (const double factor : {2.0, 2.5, 2.0})
    if (length / step > 6) step *= factor;
  return step;
}

}  // namespace

ReverbPicture::ReverbPicture(const Settings& settings, Workspace& workspace, QWidget* parent)
    : StagePicture(settings, parent), workspace_(workspace), calm_(new QTimer(this)) {
  setObjectName(QStringLiteral("reverbPicture"));
  setAccessibleName(tr("Impulse response"));
  setToolTip(
      tr("The response as it is used: level over time, and as a line the decay of its energy.\nDashed: where the early "
         "sound ends."));
  calm_->setSingleShot(true);
  calm_->setInterval(120);
  connect(calm_, &QTimer::timeout, this, &ReverbPicture::make);
  make();
}

ReverbPicture::~ReverbPicture() { workspace_.jobs.stop(job_); }

void ReverbPicture::settingsChanged() {
  update();
  calm_->start();
}

void ReverbPicture::make() {
  workspace_.jobs.stop(job_);
  const int rate = workspace_.sound.rate();
  const int channels = std::max(1, workspace_.sound.channels());
  job_ = workspace_.jobs.run<Made>(
      tr("Drawing the response"),
      [reverb = settings().as<ReverbSettings>(), rate, channels](const Progress&) -> Made {
        try {
          const ShapedResponse made = makeResponse(reverb, {rate, ChannelLayout::usual(channels)});
          return {analysis::sketchResponse(made.taps.view(), rate, kColumns), {}};
        } catch (const Error& error) {
          return {{}, QString::fromUtf8(error.what())};
        }
      },
      [self = QPointer<ReverbPicture>(this)](const Made& made) {
        if (!self) return;
        self->sketch_ = made.sketch;
        self->problem_ = made.problem;
        if (made.sketch)
          self->setAccessibleDescription(ReverbPicture::tr("Reverberation time %1 s")
                                             .arg(QLocale().toString(made.sketch->reverberationTime.value, 'f', 2)));
        self->update();
      },
      false);
}

void ReverbPicture::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(axisFont(font()));
  const Theme& t = theme();
  const LevelAxis scale{QRectF(34, 6, width() - 40, height() - fontMetrics().height() - 10), kLowest, 0};
  const QRectF area = scale.area;
  drawLevels(painter, scale, 20);
  if (!sketch_) {
    painter.setPen(t.dimText);
    painter.drawText(area.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     problem_.isEmpty() ? tr("Reading the response…") : problem_);
    return;
  }
  const double length = std::max(sketch_->length.value, 1e-3);
  const auto xOf = [&](double seconds) { return area.left() + seconds / length * area.width(); };
  const QLocale locale;
  const double step = timeStep(length);
  for (int i = 1; i * step < length; ++i) {
    painter.setPen(t.grid);
    painter.drawLine(QPointF(xOf(i * step), area.top()), QPointF(xOf(i * step), area.bottom()));
    painter.setPen(t.dimText);
    const QString name = step < 0.1 ? tr("%1 ms").arg(locale.toString(i * step * 1000, 'f', 0))
                                    : tr("%1 s").arg(locale.toString(i * step, 'g', 3));
    painter.drawText(QRectF(xOf(i * step) - 30, area.bottom() + 1, 60, 14), Qt::AlignCenter, name);
  }
  painter.save();
  painter.setClipRect(area);
  const auto curve = [&](const std::vector<float>& levels) {
    QPolygonF line;
    for (std::size_t i = 0; i < levels.size(); ++i)
      line << QPointF(area.left() + (static_cast<double>(i) + 0.5) / kColumns * area.width(),
                      scale.yOf(static_cast<double>(levels[i])));
    return line;
  };
  QPolygonF filled = curve(sketch_->peak);
  filled << area.bottomRight() << area.bottomLeft();
  QPainterPath path;
  path.addPolygon(filled);
  QColor fill = t.waveform;
  fill.setAlpha(140);
  painter.fillPath(path, fill);
  painter.setPen(QPen(t.accent, 2));
  painter.drawPolyline(curve(sketch_->decay));
  const ResponseShape& shape = settings().as<ReverbSettings>().shape;
  painter.setPen(QPen(t.marker, 1, Qt::DashLine));
  const double split = (shape.preDelay + shape.split).value;
  painter.drawLine(QPointF(xOf(split), area.top()), QPointF(xOf(split), area.bottom()));
  painter.restore();
  painter.setPen(t.text);
  QString text = tr("%1 s").arg(locale.toString(length, 'f', 2));
  if (sketch_->reverberationTime.value > 0)
    text += tr(", reverberation time %1 s").arg(locale.toString(sketch_->reverberationTime.value, 'f', 2));
  painter.drawText(area.adjusted(6, 3, -6, -3), Qt::AlignTop | Qt::AlignRight, text);
}

}  // namespace lathe::gui
