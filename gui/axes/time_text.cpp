// Putting times into clock, samples, seconds and CD frames, and reading them again.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/axes/time_text.h"

#include <QtCore/QLocale>
#include <QtCore/QStringBuilder>
#include <QtCore/QStringList>
#include <array>
#include <cmath>

namespace lathe::gui {

QString timeText(double seconds, int rate, TimeFormat format, int decimals) {
  const QLocale c = QLocale::c();
  if (format == TimeFormat::Samples) return c.toString(std::llround(seconds * rate)).remove(QLatin1Char(','));
  if (format == TimeFormat::Seconds) return QString::number(seconds, 'f', decimals);
  if (format == TimeFormat::CdFrames) {
    const auto frames = static_cast<long long>(std::floor(seconds * 75 + 1e-9));
    return QStringLiteral("%1:%2:%3")
        .arg(frames / 75 / 60, 2, 10, QLatin1Char('0'))
        .arg(frames / 75 % 60, 2, 10, QLatin1Char('0'))
        .arg(frames % 75, 2, 10, QLatin1Char('0'));
  }
  const double scale = std::pow(10, decimals);
  const auto units = std::llround(seconds * scale);
  const auto whole = static_cast<long long>(static_cast<double>(units) / scale);
  const auto rest = units - static_cast<long long>(static_cast<double>(whole) * scale);
  QString text = whole >= 3600 ? QStringLiteral("%1:%2:%3")
                                     .arg(whole / 3600)
                                     .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
                                     .arg(whole % 60, 2, 10, QLatin1Char('0'))
                               : QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
  if (decimals > 0) text += QLatin1Char('.') % QStringLiteral("%1").arg(rest, decimals, 10, QLatin1Char('0'));
  return text;
}

std::optional<double> secondsOfText(const QString& text, int rate, TimeFormat format) {
  bool isNumber = true;
  if (format == TimeFormat::Samples) {
    const double samples = QLocale::c().toDouble(text.trimmed(), &isNumber);
    return isNumber && samples >= 0 ? std::optional(samples / rate) : std::nullopt;
  }
  double seconds = 0;
  const auto parts = text.trimmed().replace(QLatin1Char(','), QLatin1Char('.')).split(QLatin1Char(':'));
  if (parts.size() > 3) return {};
  if (format == TimeFormat::CdFrames && parts.size() == 3) {
    for (int i = 0; i < 3; ++i) {
      const int number = parts[i].toInt(&isNumber);
      if (!isNumber || number < 0) return {};
      seconds += number * std::array{60.0, 1.0, 1.0 / 75}[static_cast<std::size_t>(i)];
    }
    return seconds;
  }
  for (const QString& part : parts) {
    const double number = QLocale::c().toDouble(part, &isNumber);
    if (!isNumber || number < 0) return {};
    seconds = seconds * 60 + number;
  }
  return seconds;
}

}  // namespace lathe::gui
