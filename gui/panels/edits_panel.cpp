// The list of spectral edits and the settings of one of them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/panels/edits_panel.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>

#include "core/session/spectral_edits.h"
#include "gui/axes/time_text.h"
#include "gui/translations/translation.h"
#include "gui/widgets/reorder_list.h"
#include "gui/widgets/settings_form.h"

namespace lathe::gui {

EditsPanel::EditsPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      list_(new ReorderList),
      place_(new QScrollArea),
      select_(new QToolButton),
      take_(new QToolButton),
      remove_(new QToolButton) {
  list_->setAccessibleName(tr("Spectral edits"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4, 4, 4, 4);
  auto* buttons = new QHBoxLayout;
  const auto button = [&](QToolButton* b, const QString& text, const QString& tip, auto&& clicked) {
    b->setText(text);
    b->setToolTip(tip);
    buttons->addWidget(b);
    connect(b, &QToolButton::clicked, this, clicked);
  };
  button(select_, tr("Show"), tr("Select what this edit works on and show it"), [this] { select(); });
  button(take_, tr("Use selection"), tr("Let this edit work on what is selected now"), [this] { takeSelection(); });
  button(remove_, tr("Remove"), tr("Remove this edit; the sound under it comes back"), [this] {
    if (current() >= 0) Q_EMIT list_->removeAsked(current());
  });
  buttons->addStretch();
  layout->addWidget(list_, 1);
  layout->addLayout(buttons);
  place_->setWidgetResizable(true);
  place_->setFrameShape(QFrame::NoFrame);
  place_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  layout->addWidget(place_, 1);
  Document& document = workspace_.document;
  connect(list_, &ReorderList::moveAsked, this, [&document](int from, int to) {
    document.apply(
        moveSpectralEdit(document.currentTrack(), static_cast<std::size_t>(from), static_cast<std::size_t>(to)));
  });
  connect(list_, &ReorderList::switchAsked, this, [this, &document](int row, bool isOn) {
    if (!document.apply(switchSpectralEdit(document.currentTrack(), static_cast<std::size_t>(row), isOn))) follow();
  });
  connect(list_, &ReorderList::removeAsked, this, [&document](int row) {
    document.apply(removeSpectralEdit(document.currentTrack(), static_cast<std::size_t>(row)));
  });
  connect(list_, &ReorderList::currentRowChanged, this, &EditsPanel::showForm);
  connect(list_, &ReorderList::itemDoubleClicked, this, &EditsPanel::select);
  connect(&document, &Document::changed, this, &EditsPanel::follow);
  connect(&document, &Document::currentTrackChanged, this, &EditsPanel::follow);
  follow();
}

int EditsPanel::current() const { return list_->currentRow(); }

void EditsPanel::follow() {
  std::vector<ReorderRow> rows;
  if (workspace_.document.hasTrack())
    for (const SpectralEdit& edit : workspace_.document.track().spectralEdits) {
      QString text = coreText(nameOf(edit));
      if (const auto time = timeSpan(edit.mask))
        text += QStringLiteral("  ") % timeText(time->start.value, workspace_.sound.rate(), TimeFormat::Clock, 2);
      rows.push_back({text, edit.isOn, coreText(edit.operation.type().text)});
    }
  const bool isMore = static_cast<int>(rows.size()) > list_->count();
  list_->showRows(rows);
  if (isMore) list_->setCurrentRow(list_->count() - 1);
  showForm();
}

void EditsPanel::showForm() {
  const int row = current();
  const bool isThere = workspace_.document.hasTrack() && row >= 0 &&
                       row < static_cast<int>(workspace_.document.track().spectralEdits.size());
  for (QToolButton* button : {select_, take_, remove_}) button->setEnabled(isThere);
  if (!isThere) {
    delete place_->takeWidget();
    form_ = nullptr;
    return;
  }
  const Settings& settings = workspace_.document.track().spectralEdits[static_cast<std::size_t>(row)].operation;
  if (form_ && formOf_ == row && &form_->settings().type() == &settings.type()) {
    form_->show(settings);
    return;
  }
  delete place_->takeWidget();
  form_ = new SettingsForm(settings);
  formOf_ = row;
  place_->setWidget(form_);
  connect(form_, &SettingsForm::edited, this, [this, row](const Settings& changed) {
    Document& document = workspace_.document;
    SpectralEdit edit = document.track().spectralEdits[static_cast<std::size_t>(row)];
    edit.operation = changed;
    document.apply(changeSpectralEdit(document.currentTrack(), static_cast<std::size_t>(row), std::move(edit)));
  });
}

void EditsPanel::select() {
  if (current() < 0) return;
  const Mask& mask = workspace_.document.track().spectralEdits[static_cast<std::size_t>(current())].mask;
  workspace_.selection.setMask(mask);
  TimeAxis& axis = workspace_.axis;
  const auto time = timeSpan(mask);
  if (!time) return;
  const double from = time->start.value * axis.rate(), to = time->end.value * axis.rate();
  if (from < axis.start() || to > axis.end() || to - from < 0.02 * (axis.end() - axis.start()))
    axis.show(from - (to - from), to + (to - from));
}

void EditsPanel::takeSelection() {
  if (current() < 0 || workspace_.selection.isEmpty()) return;
  Document& document = workspace_.document;
  SpectralEdit edit = document.track().spectralEdits[static_cast<std::size_t>(current())];
  edit.mask = workspace_.selection.mask();
  document.apply(changeSpectralEdit(document.currentTrack(), static_cast<std::size_t>(current()), std::move(edit)));
}

}  // namespace lathe::gui
