// Finding the profile in the background and painting it over the spectrum.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/pictures/denoise_picture.h"

#include <QtCore/QPointer>
#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "core/restoration/denoise/denoise.h"
#include "core/restoration/denoise/denoise_learn.h"
#include "core/restoration/denoise/denoise_text.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

constexpr double kLowest = -140;

/// As the stage does: from the file, from the given ranges, or from the quietest passages. Without channels when there
/// is no steady noise.
NoiseProfile profileOf(const DenoiseSettings& settings, const ClipPtr& clip, const Progress& progress) {
  if (!settings.profile.empty()) return loadProfile(settings.profile);
  if (!clip) return {};
  if (!settings.learn.empty()) return learnProfile(*clip, parseRanges(settings.learn));
  std::vector<TimeRange> found;
  return findProfile(*clip, found, progress);
}

}  // namespace

std::vector<float> profileLevels(const NoiseProfile& profile) {
  if (profile.channels() == 0) return {};
  // Noise that reads 1 has a variance of 1; under a Hann window a full-scale sine reads 0 dB and that noise 6 / size.
  constexpr double kNoise = 6.0 / MeterFeed::kFft;
  const NoiseSpectrum& spectrum = profile.spectra[1];
  const auto bins = spectrum.power.front().size();
  const double perBin = profile.sampleRate / 2 / static_cast<double>(bins - 1);
  std::vector<float> levels;
  for (int band = 0; band < MeterFeed::kBands; ++band) {
    const double at = std::min(MeterFeed::bandHertz(band) / perBin, static_cast<double>(bins - 1));
    const auto low = std::min(static_cast<std::size_t>(at), bins - 2);
    const double share = at - static_cast<double>(low);
    double power = 0;
    for (const auto& channel : spectrum.power)
      power += (1 - share) * static_cast<double>(channel[low]) + share * static_cast<double>(channel[low + 1]);
    power /= static_cast<double>(spectrum.power.size());
    levels.push_back(static_cast<float>(10 * std::log10(power * kNoise + 1e-20)));
  }
  return levels;
}

DenoisePicture::DenoisePicture(const Settings& settings, Workspace& workspace, QWidget* parent)
    : StagePicture(settings, parent), workspace_(workspace) {
  setObjectName(QStringLiteral("denoisePicture"));
  setAccessibleName(tr("Noise profile"));
  setToolTip(tr(
      "The noise as it was learned from the track before its chain, and dashed what is left of it: the reduction and "
      "its curve.\nBehind them: the spectrum of what plays, after all stages."));
  connect(&workspace.meters, &MeterFeed::changed, this, qOverload<>(&QWidget::update));
  connect(&workspace.sound, &TrackSound::opened, this, [this] {
    source_.clear();
    find();
  });
  find();
}

DenoisePicture::~DenoisePicture() { workspace_.jobs.stop(job_); }

QString DenoisePicture::source() const {
  const auto& s = settings().as<DenoiseSettings>();
  return s.profile.empty() ? tr("learned from %1")
                                 .arg(s.learn.empty() ? tr("the quietest passages") : QString::fromStdString(s.learn))
                           : QString::fromStdString(s.profile);
}

void DenoisePicture::settingsChanged() {
  update();
  find();
}

void DenoisePicture::find() {
  if (source_ == source()) return;
  source_ = source();
  noise_.clear();
  problem_.clear();
  workspace_.jobs.stop(job_);
  job_ = workspace_.jobs.run<Found>(
      tr("Learning noise profile"),
      [values = settings().as<DenoiseSettings>(), clip = workspace_.sound.clip()](const Progress& progress) -> Found {
        try {
          const auto levels = profileLevels(profileOf(values, clip, progress));
          return {levels,
                  levels.empty() ? tr("No steady noise was found; give a range of noise alone below") : QString()};
        } catch (const Error& error) {
          if (error.kind() == ErrorKind::Cancelled) throw;
          return {{}, QString::fromUtf8(error.what())};
        }
      },
      [self = QPointer<DenoisePicture>(this)](const Found& found) {
        if (!self) return;
        self->noise_ = found.levels;
        self->problem_ = found.problem;
        self->update();
      },
      false);
}

double DenoisePicture::reductionAt(double hertz) const {
  const auto& s = settings().as<DenoiseSettings>();
  return std::max(0.0, (s.reduction + curveAt(parseCurve(s.curve), {hertz})).value);
}

void DenoisePicture::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(axisFont(font()));
  const Theme& t = theme();
  const FrequencyPlot plot{{QRectF(34, 6, width() - 40, height() - fontMetrics().height() - 10), kLowest, 0}};
  const QRectF area = plot.levels.area;
  drawLevels(painter, plot.levels, 20);
  drawFrequencies(painter, plot);
  painter.save();
  painter.setClipRect(area);
  drawSpectrum(painter, plot, plot.levels, workspace_.meters.spectrum());
  if (!noise_.empty()) {
    QPolygonF noise, left;
    for (int band = 0; band < MeterFeed::kBands; ++band) {
      const double hertz = MeterFeed::bandHertz(band);
      const double level = static_cast<double>(noise_[static_cast<std::size_t>(band)]);
      noise << QPointF(plot.xOf(hertz), plot.levels.yOf(level));
      left << QPointF(plot.xOf(hertz), plot.levels.yOf(level - reductionAt(hertz)));
    }
    painter.setPen(QPen(t.accent, 2));
    painter.drawPolyline(noise);
    painter.setPen(QPen(t.good, 1.5, Qt::DashLine));
    painter.drawPolyline(left);
  }
  painter.restore();
  painter.setPen(noise_.empty() ? t.dimText : t.text);
  painter.drawText(area.adjusted(6, 3, -6, -3),
                   noise_.empty() ? Qt::AlignCenter | Qt::TextWordWrap : Qt::AlignTop | Qt::AlignRight,
                   !noise_.empty()      ? tr("Noise, %1").arg(source_)
                   : problem_.isEmpty() ? tr("Learning noise profile…")
                                        : problem_);
}

}  // namespace lathe::gui
