// The report's parts on paper; laid out twice, as page numbers say how many there are.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/report/pdf_report.h"

#include <QtCore/QBuffer>
#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <cmath>

#include "analysis/report/report_text.h"
#include "analysis/text/time_text.h"
#include "gui/report/pdf_page.h"
#include "gui/report/pdf_plot.h"

namespace lathe::gui {
namespace {

using analysis::CheckedSignal;
using analysis::Measurement;
using analysis::Outcome;

const QColor kGood(0x1E, 0x7D, 0x43), kBad(0xC6, 0x28, 0x28), kWarn(0x9A, 0x67, 0x00), kSoft(0x5B, 0x64, 0x70);

QString tr(const char* text) { return QCoreApplication::translate("lathe::gui::PdfReport", text); }
QString of(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<int>(view.size())); }

template <class Value>
QString number(const std::optional<Value>& value, int decimals = 1) {
  return value ? QLocale().toString(value->value, 'f', decimals) : QStringLiteral("–");
}

QColor colourOf(Outcome outcome) {
  return outcome == Outcome::Pass      ? kGood
         : outcome == Outcome::Fail    ? kBad
         : outcome == Outcome::Warning ? kWarn
                                       : kSoft;
}

QString wordOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::Pass:
      return tr("pass");
    case Outcome::Warning:
      return tr("warning");
    case Outcome::Fail:
      return tr("fail");
    case Outcome::Reported:
      return {};
    case Outcome::NotApplicable:
      return tr("does not apply");
    case Outcome::NotMeasured:
      break;
  }
  return tr("not measured");
}

/// One row for each signal: all at a glance.
void figures(PdfPage& page, const std::vector<CheckedSignal>& checked) {
  const std::vector<PdfColumn> columns = {{tr("Signal"), 3.2},
                                          {tr("Length"), 1.1, true},
                                          {tr("Integrated, LUFS"), 1.1, true},
                                          {tr("Loudness range (LRA), LU"), 0.9, true},
                                          {tr("Max short-term, LUFS"), 1.2, true},
                                          {tr("Max momentary, LUFS"), 1.3, true},
                                          {tr("True peak, dBTP"), 1, true},
                                          {tr("PLR, dB"), 0.8, true}};
  std::vector<std::vector<PdfCell>> rows;
  for (const CheckedSignal& signal : checked) {
    const Measurement& m = signal.evidence.measurement;
    const auto loudest = [](const std::optional<analysis::LoudnessMaximum>& maximum) {
      return number(maximum ? std::optional(maximum->loudness) : std::nullopt);
    };
    rows.push_back({{of(signal.name) % (signal.after.empty() ? QString() : tr(" after ") % of(signal.after))},
                    {of(analysis::timeText(m.duration))},
                    {number(m.integrated), Qt::black, true},
                    {number(m.loudnessRange)},
                    {loudest(m.maxShortTerm)},
                    {loudest(m.maxMomentary)},
                    {number(m.truePeak ? std::optional(m.truePeak->level) : std::nullopt, 2)},
                    {number(m.peakToLoudness)}});
  }
  page.table(columns, rows);
}

void rules(PdfPage& page, const analysis::SpecVerdict& verdict) {
  std::vector<std::vector<PdfCell>> rows;
  for (const analysis::RuleVerdict& rule : verdict.rules) {
    if (rule.outcome == Outcome::NotApplicable) continue;
    const analysis::MeasureInfo& info = analysis::infoOf(rule.rule.measure);
    const bool isJudged = rule.outcome != Outcome::Reported;
    QString note = of(rule.rule.note);
    if (!rule.remark.empty()) note += (note.isEmpty() ? QString() : QStringLiteral(" ")) % of(rule.remark);
    rows.push_back({{of(info.name)},
                    {of(rule.measuredText)},
                    {isJudged ? of(rule.limit) : QString()},
                    {isJudged && rule.margin && std::isfinite(*rule.margin)
                         ? (*rule.margin > 0 ? QStringLiteral("+") : QString()) %
                               QLocale().toString(*rule.margin, 'f', info.decimals)
                         : QString()},
                    {wordOf(rule.outcome), colourOf(rule.outcome), true},
                    {note, kSoft}});
  }
  page.table({{QString(), 1.6},
              {tr("measured"), 1.2, true},
              {tr("limit"), 1.7},
              {tr("margin"), 0.7, true},
              {QString(), 0.9},
              {QString(), 2.6}},
             rows);
}

void moments(PdfPage& page, const analysis::SpecVerdict& verdict, const Measurement& measurement) {
  std::vector<std::vector<PdfCell>> rows;
  for (const analysis::RuleVerdict& rule : verdict.rules) {
    if (rule.outcome != Outcome::Fail && rule.outcome != Outcome::Warning) continue;
    for (const analysis::Moment& moment : rule.moments)
      rows.push_back({{of(analysis::infoOf(rule.rule.measure).name)},
                      {of(analysis::momentText(moment, measurement, rule.rule.measure))}});
    if (rule.momentCount > rule.moments.size())
      rows.push_back({{of(analysis::infoOf(rule.rule.measure).name)},
                      {tr("and %1 more").arg(rule.momentCount - rule.moments.size()), kSoft}});
  }
  if (rows.empty()) return;
  page.need(60);
  page.skip(8);
  page.text(tr("Moments that broke the rules"), 10, true);
  page.table({{QString(), 1}, {QString(), 4}}, rows);
}

void specSection(PdfPage& page, const analysis::SpecVerdict& verdict, const Measurement& measurement) {
  page.need(80);
  page.skip(10);
  page.text(of(verdict.spec.name) % QStringLiteral(": ") % wordOf(verdict.outcome), 11, true,
            colourOf(verdict.outcome));
  rules(page, verdict);
  page.skip(4);
  if (!verdict.remedy.text.empty()) page.text(tr("To pass: %1").arg(of(verdict.remedy.text)), 9);
  for (const analysis::PlaybackPrediction& prediction : verdict.playback)
    page.text(of(prediction.playback.name) % QStringLiteral(": ") % of(prediction.text), 9);
  moments(page, verdict, measurement);
  if (!verdict.spec.source.empty()) {
    page.skip(3);
    page.text(tr("Source (%1): %2").arg(of(analysis::standingText(verdict.spec.standing)), of(verdict.spec.source)), 8,
              false, kSoft);
  }
}

void section(PdfPage& page, const CheckedSignal& signal) {
  const Measurement& m = signal.evidence.measurement;
  page.need(190);
  page.skip(14);
  page.text(of(signal.name), 12, true);
  page.text(tr("%1 Hz, %2").arg(m.format.sampleRate).arg(of(m.format.layout.name())), 8.5, false, kSoft);
  if (m.series && m.series->size() > 0) {
    page.skip(3);
    const QRectF place = page.place(130);
    drawLoudness(page, place, signal);
  }
  for (const analysis::SpecVerdict& verdict : signal.verdicts) specSection(page, verdict, m);
}

/// The number of pages.
int write(QIODevice& device, const std::vector<CheckedSignal>& checked, int pages) {
  QPdfWriter writer(&device);
  writer.setResolution(1200);
  writer.setPageSize(QPageSize(QPageSize::A4));
  writer.setPageMargins(QMarginsF(16, 15, 16, 12), QPageLayout::Millimeter);
  writer.setTitle(tr("Lathe report"));
  writer.setCreator(QStringLiteral("Lathe"));
  PdfPage page(writer, pages);
  page.text(tr("Lathe report"), 16, true);
  page.skip(4);
  figures(page, checked);
  for (const CheckedSignal& signal : checked) section(page, signal);
  return page.page();
}

}  // namespace

QByteArray pdfReport(const std::vector<CheckedSignal>& checked) {
  QByteArray counted, bytes;
  QBuffer first(&counted), second(&bytes);
  first.open(QIODevice::WriteOnly);
  second.open(QIODevice::WriteOnly);
  write(second, checked, write(first, checked, 0));
  return bytes;
}

}  // namespace lathe::gui
