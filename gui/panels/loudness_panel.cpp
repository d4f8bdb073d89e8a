// Laying out the graph beside the rules, and going where a row says.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/panels/loudness_panel.h"

#include <QtCore/QLocale>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeWidget>
#include <cmath>

#include "analysis/compliance/spec_library.h"
#include "gui/meters/loudness_graph.h"
#include "gui/report/report_file.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

using analysis::Outcome;

constexpr int kTimeRole = Qt::UserRole;
constexpr const char* kFirstSpec = "spotify";

QString text(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<int>(view.size())); }

QString wordOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::Pass:
      return LoudnessPanel::tr("pass");
    case Outcome::Warning:
      return LoudnessPanel::tr("warning");
    case Outcome::Fail:
      return LoudnessPanel::tr("fail");
    case Outcome::Reported:
      return {};
    case Outcome::NotApplicable:
      return LoudnessPanel::tr("does not apply");
    case Outcome::NotMeasured:
      break;
  }
  return LoudnessPanel::tr("not measured");
}

QColor colourOf(Outcome outcome) {
  const Theme& t = theme();
  return outcome == Outcome::Pass      ? t.good
         : outcome == Outcome::Warning ? t.warning
         : outcome == Outcome::Fail    ? t.over
                                       : t.dimText;
}

QTreeWidgetItem* rowOf(const analysis::RuleVerdict& rule, const analysis::Measurement& measurement) {
  const analysis::MeasureInfo& info = analysis::infoOf(rule.rule.measure);
  const QString margin =
      rule.margin && std::isfinite(*rule.margin) ? QLocale().toString(*rule.margin, 'f', info.decimals) : QString();
  auto* row =
      new QTreeWidgetItem({text(info.name), wordOf(rule.outcome), text(rule.measuredText), text(rule.limit), margin});
  row->setForeground(1, colourOf(rule.outcome));
  for (const int column : {2, 4}) row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
  const QString note =
      text(rule.rule.note) % (rule.remark.empty() ? QString() : QStringLiteral("\n") % text(rule.remark));
  if (!note.trimmed().isEmpty()) row->setToolTip(0, note.trimmed());
  if (rule.outcome != Outcome::Fail && rule.outcome != Outcome::Warning) return row;
  for (const analysis::Moment& moment : rule.moments) {
    auto* item = new QTreeWidgetItem(row, {text(analysis::momentText(moment, measurement, rule.rule.measure))});
    item->setToolTip(0, LoudnessPanel::tr("Click: go there"));
    item->setData(0, kTimeRole, moment.worstTime.value);
  }
  if (rule.momentCount > rule.moments.size())
    new QTreeWidgetItem(
        row, {LoudnessPanel::tr("and %n more", nullptr, static_cast<int>(rule.momentCount - rule.moments.size()))});
  return row;
}

}  // namespace

LoudnessPanel::LoudnessPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      analysis_(new TrackAnalysis(workspace.document, workspace.sound, workspace.jobs, this)),
      measure_(new QToolButton),
      report_(new QToolButton),
      spec_(new QComboBox),
      result_(new QLabel),
      figures_(new QLabel),
      remedy_(new QLabel),
      graph_(new LoudnessGraph),
      rules_(new QTreeWidget) {
  result_->setTextFormat(Qt::RichText);
  measure_->setText(tr("Measure"));
  measure_->setToolTip(tr("Reads the whole track, before and after its chains; the target of an export is not in it"));
  report_->setText(tr("Report…"));
  report_->setToolTip(tr("Write what was measured into a PDF or HTML file"));
  spec_->setAccessibleName(tr("Specification"));
  spec_->setToolTip(tr("What the track is judged by"));
  spec_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  spec_->setMinimumContentsLength(14);
  result_->setAccessibleName(tr("Verdict"));
  figures_->setAccessibleName(tr("Figures"));
  figures_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  remedy_->setWordWrap(true);
  rules_->setAccessibleName(tr("Rules"));
  rules_->setHeaderLabels({tr("Rule"), tr("Result"), tr("Measured"), tr("Limit"), tr("Margin")});
  rules_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  rules_->header()->setStretchLastSection(true);
  rules_->setUniformRowHeights(true);
  addSpecs();

  auto* row = new QHBoxLayout;
  row->addWidget(measure_);
  row->addWidget(figures_, 1);
  row->addWidget(spec_);
  row->addWidget(result_);
  row->addWidget(report_);
  auto* side = new QWidget;
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(rules_, 1);
  column->addWidget(remedy_);
  auto* splitter = new QSplitter;
  splitter->addWidget(graph_);
  splitter->addWidget(side);
  splitter->setSizes({330, 270});
  splitter->setStretchFactor(0, 3);
  splitter->setStretchFactor(1, 2);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4, 2, 4, 2);
  layout->setSpacing(2);
  layout->addLayout(row);
  layout->addWidget(splitter, 1);

  connect(measure_, &QToolButton::clicked, analysis_, &TrackAnalysis::measure);
  connect(report_, &QToolButton::clicked, this, &LoudnessPanel::askForReport);
  connect(spec_, &QComboBox::activated, this,
          [this](int index) { analysis_->setSpec(specs_[static_cast<std::size_t>(index)]); });
  connect(analysis_, &TrackAnalysis::changed, this, &LoudnessPanel::follow);
  connect(&workspace_.sound, &TrackSound::opened, this, &LoudnessPanel::follow);
  connect(graph_, &LoudnessGraph::jumpAsked, this, &LoudnessPanel::goTo);
  const auto jump = [this](QTreeWidgetItem* item) {
    if (const QVariant at = item->data(0, kTimeRole); at.isValid()) goTo(at.toDouble());
  };
  connect(rules_, &QTreeWidget::itemClicked, this, jump);
  connect(rules_, &QTreeWidget::itemActivated, this, jump);
  connect(&workspace_.meters, &MeterFeed::changed, this, &LoudnessPanel::showHeard);
  connect(&workspace_.playhead, &Playhead::moved, this,
          [this](double, double now) { graph_->setPlayhead(now < 0 ? now : now / workspace_.sound.rate()); });
  follow();
}

void LoudnessPanel::addSpecs() {
  specs_ = analysis::allSpecs();
  for (const analysis::Spec& spec : specs_) {
    spec_->addItem(QString::fromStdString(spec.name));
    spec_->setItemData(spec_->count() - 1, QString::fromStdString(spec.text), Qt::ToolTipRole);
    if (spec.id == kFirstSpec) {
      spec_->setCurrentIndex(spec_->count() - 1);
      analysis_->setSpec(spec);
    }
  }
}

void LoudnessPanel::goTo(double seconds) {
  workspace_.transport.seek(Seconds{seconds});
  workspace_.axis.reveal(seconds * workspace_.sound.rate());
}

void LoudnessPanel::follow() {
  const bool hasSound = workspace_.sound.clip() != nullptr;
  const auto& evidence = analysis_->evidence();
  measure_->setEnabled(hasSound && !analysis_->isRunning());
  report_->setEnabled(evidence != nullptr);
  LoudnessCurves curves;
  curves.seconds = hasSound ? workspace_.sound.frames() / workspace_.sound.rate() : 0;
  if (evidence) {
    curves.after = &evidence->after.measurement;
    if (!evidence->chain.stages.empty()) curves.before = &evidence->before.measurement;
    curves.keeper = evidence;
  }
  if (analysis_->verdict()) curves.verdict = &*analysis_->verdict();
  graph_->show(std::move(curves));
  showVerdict();
  layout()->activate();
  showFigures();
}

void LoudnessPanel::showFigures() {
  const auto& evidence = analysis_->evidence();
  if (!evidence) {
    figures_->setText(analysis_->isRunning() ? tr("Measuring…") : QString());
    return;
  }
  const analysis::Measurement &before = evidence->before.measurement, &after = evidence->after.measurement;
  const auto figure = [&](const QString& name, auto valueOf, const QString& unit) -> QString {
    const auto number = [](std::optional<double> value) {
      return value ? QLocale().toString(*value, 'f', 1) : QStringLiteral("–");
    };
    const QString a = number(valueOf(before)), b = number(valueOf(after));
    return name % QLatin1Char(' ') % (a == b ? b : a % QStringLiteral(" → ") % b) % QLatin1Char(' ') % unit;
  };
  using Figure = std::optional<double>;
  using analysis::Measurement;
  QStringList all;
  if (analysis_->isStale()) all << tr("out of date");
  all << figure(
      tr("I"), [](const Measurement& m) { return m.integrated ? Figure(m.integrated->value) : Figure(); },
      QStringLiteral("LUFS"));
  all << figure(
      tr("TP"), [](const Measurement& m) { return m.truePeak ? Figure(m.truePeak->level.value) : Figure(); },
      QStringLiteral("dBTP"));
  all << figure(
      tr("LRA"), [](const Measurement& m) { return m.loudnessRange ? Figure(m.loudnessRange->value) : Figure(); },
      QStringLiteral("LU"));
  all << figure(
      tr("PLR"), [](const Measurement& m) { return m.peakToLoudness ? Figure(m.peakToLoudness->value) : Figure(); },
      QStringLiteral("dB"));
  figures_->setToolTip(tr("Integrated loudness, true peak, loudness range, peak to loudness ratio") %
                       QLatin1Char('\n') % all.join(QLatin1Char('\n')));
  figures_->setText(fontMetrics().elidedText(all.join(QStringLiteral(" · ")), Qt::ElideRight, figures_->width()));
  QPalette palette = this->palette();
  if (analysis_->isStale()) palette.setColor(QPalette::WindowText, theme().warning);
  figures_->setPalette(palette);
}

void LoudnessPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  layout()->activate();
  showFigures();
}

void LoudnessPanel::showVerdict() {
  rules_->clear();
  result_->clear();
  remedy_->clear();
  const auto& verdict = analysis_->verdict();
  remedy_->setVisible(verdict.has_value());
  if (!verdict) return;
  result_->setText(QStringLiteral("<b>") % wordOf(verdict->outcome) % QStringLiteral("</b>"));
  QPalette palette = this->palette();
  palette.setColor(QPalette::WindowText, colourOf(verdict->outcome));
  result_->setPalette(palette);
  for (const analysis::RuleVerdict& rule : verdict->rules)
    if (rule.outcome != Outcome::NotApplicable) {
      QTreeWidgetItem* row = rowOf(rule, analysis_->evidence()->after.measurement);
      rules_->addTopLevelItem(row);
      for (int i = 0; i < row->childCount(); ++i) row->child(i)->setFirstColumnSpanned(true);
      row->setExpanded(row->childCount() > 0 && row->childCount() <= 12);
    }
  remedy_->setText(verdict->remedy.text.empty() || verdict->outcome == Outcome::Pass
                       ? QString()
                       : tr("To pass: %1").arg(QString::fromStdString(verdict->remedy.text)));
  remedy_->setVisible(!remedy_->text().isEmpty());
}

void LoudnessPanel::showHeard() {
  const auto& figures = workspace_.meters.figures();
  if (!figures.integrated && !figures.shortTerm) return graph_->clearHeard();
  if (workspace_.playhead.isShown() && figures.shortTerm)
    graph_->addHeard(workspace_.playhead.frame() / workspace_.sound.rate(), figures.shortTerm->value);
}

void LoudnessPanel::askForReport() {
  if (!analysis_->evidence()) {
    Q_EMIT workspace_.document.failed(tr("There is nothing to report yet: measure the track first"));
    return;
  }
  auto* dialog = new QFileDialog(this, tr("Write a report"), toQString(workspace_.document.path().parent_path()),
                                 tr("PDF (*.pdf)") % QStringLiteral(";;") % tr("Web page (*.html)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("pdf"));
  dialog->selectFile(QString::fromStdString(analysis_->evidence()->title) % QStringLiteral(".pdf"));
  connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
    dialog->setDefaultSuffix(filter.contains(QLatin1String("html")) ? QStringLiteral("html") : QStringLiteral("pdf"));
  });
  connect(dialog, &QFileDialog::fileSelected, this,
          [this](const QString& file) { startReport(workspace_.jobs, toPath(file), analysis_->checkedSignals()); });
  dialog->open();
}

}  // namespace lathe::gui
