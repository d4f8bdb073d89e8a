// Measuring the whole track in the window: figures, verdict, jumping, staleness, and the reports written of it.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/panels/loudness_panel.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeWidget>
#include <cmath>

#include "analysis/compliance/spec_library.h"
#include "core/file/audio_file.h"
#include "core/file/text_file.h"
#include "core/processors/gain.h"
#include "core/session/edits.h"
#include "gui/meters/loudness_graph.h"
#include "gui/report/pdf_report.h"
#include "gui/report/report_file.h"
#include "tests/gui/window_fixture.h"

namespace lathe::gui {
namespace {

class LoudnessPanelTest : public WindowTest {
 protected:
  LoudnessPanel& panel() { return window_->loudnessPanel(); }
  TrackAnalysis& analysis() { return panel().analysis(); }
  LoudnessGraph& graph() { return *panel().findChild<LoudnessGraph*>(); }

  void measureWith(double gain) {
    openMix(12);
    if (gain != 0)
      document().apply(insertStage({document().currentTrack()}, 0, Stage{GainSettings{.gain = Decibels{gain}}}));
    window_->actions().get(QStringLiteral("file.measure"))->trigger();
    ASSERT_TRUE(waitUntil([&] { return analysis().evidence() != nullptr && !analysis().isRunning(); }));
  }
  double integrated(const analysis::Evidence& evidence) { return evidence.measurement.integrated->value; }
};

TEST_F(LoudnessPanelTest, MeasuresBeforeAndAfterTheChain) {
  measureWith(-6);
  const TrackEvidence& found = *analysis().evidence();
  EXPECT_NEAR(integrated(found.after), integrated(found.before) - 6, 0.01);
  const auto whole = analysis::measureClip(*openClip(mix_));
  EXPECT_NEAR(integrated(found.before), whole.integrated->value, 1e-9);
  EXPECT_NEAR(found.before.measurement.truePeak->level.value, whole.truePeak->level.value, 1e-9);
}

TEST_F(LoudnessPanelTest, SaysThatFiguresAreStaleAndForgetsThoseOfAnotherSession) {
  measureWith(0);
  EXPECT_FALSE(analysis().isStale());
  document().apply(insertStage({document().currentTrack()}, 0, Stage{GainSettings{.gain = 3.0_dB}}));
  EXPECT_TRUE(analysis().isStale());
  document().undo();
  EXPECT_FALSE(analysis().isStale());
  document().startNew();
  EXPECT_EQ(analysis().evidence(), nullptr);
  EXPECT_FALSE(analysis().verdict());
}

TEST_F(LoudnessPanelTest, TheVerdictIsThatOfTheChosenSpecification) {
  measureWith(0);
  auto* box = panel().findChild<QComboBox*>();
  const int index = box->findText(QString::fromStdString(analysis::findSpec("ebu-r128").name));
  ASSERT_GE(index, 0);
  box->setCurrentIndex(index);
  Q_EMIT box->activated(index);
  ASSERT_TRUE(waitUntil([&] { return !analysis().isRunning(); }));
  ASSERT_TRUE(analysis().verdict());
  EXPECT_EQ(analysis().verdict()->spec.id, "ebu-r128");
  // 0.3 of full scale on one side is about ten decibels above what broadcasting allows.
  EXPECT_EQ(analysis().verdict()->outcome, analysis::Outcome::Fail);

  const double excess = integrated(analysis().evidence()->after) + 23;
  document().apply(insertStage({document().currentTrack()}, 0, Stage{GainSettings{.gain = Decibels{-excess}}}));
  analysis().measure();
  ASSERT_TRUE(waitUntil([&] { return !analysis().isRunning() && !analysis().isStale(); }));
  EXPECT_TRUE(analysis().verdict()->passes());
}

TEST_F(LoudnessPanelTest, AClickOnAMomentThatBrokeARuleGoesThere) {
  measureWith(6);
  auto* rules = panel().findChild<QTreeWidget*>();
  QTreeWidgetItem* moment = nullptr;
  for (int i = 0; i < rules->topLevelItemCount(); ++i)
    if (rules->topLevelItem(i)->text(0) == QStringLiteral("True peak") && rules->topLevelItem(i)->childCount() > 0)
      moment = rules->topLevelItem(i)->child(0);
  ASSERT_NE(moment, nullptr);
  Q_EMIT rules->itemClicked(moment, 0);
  // The click of the test mix is at 1.5 s.
  EXPECT_NEAR(workspace_->selection.cursor().value, 1.5, 0.01);
}

TEST_F(LoudnessPanelTest, OnlyRulesThatApplyLimitThePeak) {
  analysis::Evidence quiet;
  quiet.measurement.integrated = -16.0_LUFS;
  quiet.measurement.truePeak.emplace().level = -1.5_dB;
  analysis::Spec spec;
  spec.rules.resize(2);
  for (analysis::Rule& rule : spec.rules) rule.measure = analysis::Measure::TruePeak;
  spec.rules[0].highest = -1;
  spec.rules[1].highest = -2;
  spec.rules[1].when.integratedAbove = -14;
  EXPECT_EQ(peakLimitOf(analysis::judge(spec, quiet)), -1.0_dB);
  quiet.measurement.integrated = -10.0_LUFS;
  EXPECT_EQ(peakLimitOf(analysis::judge(spec, quiet)), -2.0_dB);
}

TEST_F(LoudnessPanelTest, AClickOnTheGraphGoesThere) {
  measureWith(0);
  QTest::mouseClick(&graph(), Qt::LeftButton, {}, QPoint(static_cast<int>(std::lround(graph().xOf(6))), 20));
  EXPECT_NEAR(workspace_->selection.cursor().value, 6, 12.0 / graph().width());
  QTest::keyClick(&graph(), Qt::Key_End);
  EXPECT_NEAR(workspace_->selection.cursor().value, 12, 0.001);
  EXPECT_NE(graph().spokenValue(), QStringLiteral("Not measured yet"));
}

TEST_F(LoudnessPanelTest, ShowsTheTargetWhereItIs) {
  measureWith(0);
  graph().resize(600, 200);
  const QImage with = graph().grab().toImage();
  analysis().setSpec(analysis::Spec{});
  ASSERT_TRUE(waitUntil([&] { return !analysis().isRunning(); }));
  const QImage without = graph().grab().toImage();
  EXPECT_NE(with, without);
}

TEST_F(LoudnessPanelTest, KeepsWhatWasHeardUntilTheMetersAreReset) {
  measureWith(0);
  graph().addHeard(3.05, -20);
  ASSERT_FALSE(graph().heard().empty());
  EXPECT_EQ(graph().heard()[30], -20);
  graph().addHeard(99, -20);  // not of this track
  EXPECT_EQ(graph().heard().size(), 121u);
  workspace_->meters.reset();
  EXPECT_TRUE(waitUntil([&] { return graph().heard().empty(); }));
}

TEST_F(LoudnessPanelTest, WritesReportsAsPdfAndWebPage) {
  measureWith(6);
  const auto pdf = folder_ / "report.pdf", page = folder_ / "report.html";
  startReport(workspace_->jobs, folder_ / "report", analysis().checkedSignals());
  startReport(workspace_->jobs, page, analysis().checkedSignals());
  workspace_->jobs.waitForAll();
  const std::string bytes = readTextFile(pdf), html = readTextFile(page);
  EXPECT_EQ(bytes.substr(0, 5), "%PDF-");
  EXPECT_GT(bytes.size(), 10000u);
  EXPECT_NE(html.find("True peak"), std::string::npos);
  EXPECT_NE(html.find("(before its chain)"), std::string::npos);
}

TEST_F(LoudnessPanelTest, AReportThatCannotBeWrittenSaysWhy) {
  measureWith(0);
  QString sentence;
  QObject::connect(&workspace_->jobs, &Jobs::failed, [&](const QString&, const QString& why) { sentence = why; });
  startReport(workspace_->jobs, folder_ / "nowhere" / "report.pdf", analysis().checkedSignals());
  EXPECT_TRUE(waitUntil([&] { return !sentence.isEmpty(); }));
}

TEST_F(LoudnessPanelTest, TheReportIsAskedForByADialog) {
  measureWith(0);
  window_->actions().get(QStringLiteral("file.report"))->trigger();
  auto* dialog = panel().findChild<QFileDialog*>();
  ASSERT_NE(dialog, nullptr);
  Q_EMIT dialog->fileSelected(toQString(folder_ / "asked.html"));
  workspace_->jobs.waitForAll();
  EXPECT_TRUE(std::filesystem::exists(folder_ / "asked.html"));
  dialog->reject();
}

/// Pages of a PDF, from its page tree.
int pagesOf(const QByteArray& pdf) {
  const auto at = pdf.indexOf("/Count ");
  return at < 0 ? 0 : pdf.mid(at + 7, 8).split('\n').front().trimmed().toInt();
}

TEST_F(LoudnessPanelTest, ALongReportGoesOverPages) {
  measureWith(0);
  const auto signal = analysis().checkedSignals().back();
  EXPECT_EQ(pagesOf(pdfReport({signal})), 1);
  const int pages = pagesOf(pdfReport(std::vector(30, signal)));
  EXPECT_GE(pages, 8);
  EXPECT_LE(pages, 30);
}

}  // namespace
}  // namespace lathe::gui
