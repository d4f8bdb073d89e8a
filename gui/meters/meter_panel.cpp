// Laying out the meters.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/meters/meter_panel.h"

#include <QtCore/QLocale>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>

#include "gui/axes/time_text.h"
#include "gui/meters/goniometer.h"
#include "gui/meters/level_bars.h"
#include "gui/theme/theme.h"

namespace lathe::gui {
namespace {

struct Target {
  const char* name;
  double loudness, ceiling;
};
constexpr Target kTargets[] = {{QT_TRANSLATE_NOOP("lathe::gui::MeterPanel", "Streaming −14 LUFS"), -14, -1},
                               {QT_TRANSLATE_NOOP("lathe::gui::MeterPanel", "Apple Music −16 LUFS"), -16, -1},
                               {QT_TRANSLATE_NOOP("lathe::gui::MeterPanel", "EBU R 128 −23 LUFS"), -23, -1},
                               {QT_TRANSLATE_NOOP("lathe::gui::MeterPanel", "ATSC A/85 −24 LKFS"), -24, -2},
                               {QT_TRANSLATE_NOOP("lathe::gui::MeterPanel", "Club −9 LUFS"), -9, -0.3}};

}  // namespace

MeterPanel::MeterPanel(Workspace& workspace, MeterFeed& feed, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      feed_(feed),
      bars_(new LevelBars(feed)),
      target_(new QComboBox),
      scale_(new QComboBox),
      overs_(new QListWidget) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4, 4, 4, 4);
  layout->addWidget(bars_, 3);
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(1);
  const std::pair<QString, QString> names[Figures] = {{tr("Integrated"), QStringLiteral("LUFS")},
                                                      {tr("Loudness range (LRA)"), QStringLiteral("LU")},
                                                      {tr("Max momentary"), QStringLiteral("LUFS")},
                                                      {tr("Max short-term"), QStringLiteral("LUFS")},
                                                      {tr("True peak"), QStringLiteral("dBTP")},
                                                      {tr("PLR"), QStringLiteral("dB")},
                                                      {tr("PSR"), QStringLiteral("dB")}};
  for (int i = 0; i < Figures; ++i) {
    const auto& [name, unit] = names[i];
    figures_[static_cast<std::size_t>(i)] = new QLabel(QStringLiteral("–"));
    QLabel* figure = figures_[static_cast<std::size_t>(i)];
    figure->setAlignment(Qt::AlignRight);
    figure->setAccessibleName(name);
    grid->addWidget(new QLabel(name), i, 0);
    grid->addWidget(figure, i, 1);
    grid->addWidget(new QLabel(unit), i, 2);
  }
  grid->setColumnStretch(1, 1);
  layout->addLayout(grid);
  for (const Target& target : kTargets) target_->addItem(tr(target.name));
  target_->setToolTip(tr("Meter target"));
  target_->setAccessibleName(tr("Target"));
  scale_->addItems({tr("dBFS"), tr("K-20"), tr("K-14")});
  scale_->setToolTip(tr("Scale of the level bars"));
  auto* reset = new QPushButton(tr("Reset"));
  auto* row = new QHBoxLayout;
  row->addWidget(target_, 1);
  row->addWidget(scale_);
  row->addWidget(reset);
  layout->addLayout(row);
  layout->addWidget(new Goniometer(feed), 2);
  overs_->setAccessibleName(tr("Overs"));
  overs_->setToolTip(tr("Overs: true peaks above the ceiling. Click: go there"));
  overs_->setMaximumHeight(90);
  layout->addWidget(overs_);
  connect(reset, &QPushButton::clicked, &feed_, &MeterFeed::reset);
  connect(bars_, &LevelBars::resetAsked, &feed_, &MeterFeed::reset);
  connect(scale_, &QComboBox::activated, this, [this](int index) { bars_->setScale(static_cast<LevelScale>(index)); });
  const auto aim = [this](int index) {
    const Target& target = kTargets[static_cast<std::size_t>(index)];
    ceiling_ = target.ceiling;
    bars_->setTarget(Lufs{target.loudness}, Decibels{target.ceiling});
    feed_.setCeiling(Decibels{target.ceiling});
    feed_.reset();
  };
  connect(target_, &QComboBox::activated, this, aim);
  connect(&feed_, &MeterFeed::changed, this, &MeterPanel::showFigures);
  connect(&feed_, &MeterFeed::overFound, this, &MeterPanel::showOvers);
  connect(overs_, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
    const Seconds at{item->data(Qt::UserRole).toDouble()};
    workspace_.transport.seek(at);
    workspace_.axis.reveal(at.value * workspace_.axis.rate());
  });
  aim(0);
}

void MeterPanel::showFigures() {
  const MeterFigures& f = feed_.figures();
  const auto put = [&](Figure which, std::optional<double> value, bool isOver = false) {
    QLabel& label = *figures_[which];
    label.setText(value ? QLocale().toString(*value, 'f', 1) : QStringLiteral("–"));
    QPalette palette = this->palette();
    if (isOver) palette.setColor(QPalette::WindowText, theme().over);
    label.setPalette(palette);
  };
  const auto of = [](const auto& quantity) { return quantity ? std::optional(quantity->value) : std::nullopt; };
  put(Integrated, of(f.integrated));
  put(Range, of(f.range));
  put(MaxMomentary, of(f.maxMomentary));
  put(MaxShortTerm, of(f.maxShortTerm));
  put(TruePeak, of(f.truePeak), f.truePeak && f.truePeak->value > ceiling_);
  put(Plr, f.plr);
  put(Psr, f.psr);
  if (feed_.overs().empty() && overs_->count() > 0) overs_->clear();
}

void MeterPanel::showOvers() {
  const auto& overs = feed_.overs();
  while (overs_->count() < static_cast<int>(overs.size())) {
    const Over& over = overs[static_cast<std::size_t>(overs_->count())];
    const QString channel = over.channel == 0   ? tr("L")
                            : over.channel == 1 ? tr("R")
                                                : QString::number(over.channel + 1);
    auto* item = new QListWidgetItem(tr("%1  %2  %3 dBTP")
                                         .arg(timeText(over.seconds, workspace_.sound.rate(), TimeFormat::Clock),
                                              channel, QLocale().toString(over.level, 'f', 1)));
    item->setData(Qt::UserRole, over.seconds);
    overs_->addItem(item);
  }
}

}  // namespace lathe::gui
