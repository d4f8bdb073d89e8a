// The list of stages and the settings of one of them.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/panels/chain_panel.h"

#include <QtCore/QTimer>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QToolButton>

#include "core/chain/chain_file.h"
#include "core/stages/registry.h"
#include "gui/pictures/make_picture.h"
#include "gui/pictures/stage_picture.h"
#include "gui/translations/translation.h"
#include "gui/widgets/reorder_list.h"
#include "gui/widgets/settings_form.h"

namespace lathe::gui {
namespace {

QToolButton* menuButton(const QString& text, const QString& tip, QMenu* menu) {
  auto* button = new QToolButton;
  button->setText(text);
  button->setToolTip(tip);
  button->setMenu(menu);
  button->setPopupMode(QToolButton::InstantPopup);
  return button;
}

}  // namespace

ChainPanel::ChainPanel(Workspace& workspace, QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      which_(new QComboBox),
      list_(new ReorderList),
      remove_(new QToolButton),
      listen_(new QToolButton),
      formPlace_(new QScrollArea),
      picturePlace_(new QWidget),
      look_(new QTimer(this)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(4, 4, 4, 4);
  which_->addItems({tr("Track chain"), tr("Album chain")});
  which_->setToolTip(tr("Which chain is shown: a track's own, or the one behind all tracks"));
  which_->setAccessibleName(tr("Chain"));
  list_->setAccessibleName(tr("Stages"));
  auto* stages = new QMenu(this);
  auto* presets = new QMenu(this);
  fillMenus(stages, presets);
  remove_->setText(tr("Remove"));
  remove_->setToolTip(tr("Remove the stage (Del)"));
  listen_->setText(tr("Delta"));
  listen_->setCheckable(true);
  listen_->setToolTip(tr("Delta: hear what the stage takes away, its input minus its output"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(menuButton(tr("Add"), tr("Add a stage behind the current one"), stages));
  buttons->addWidget(menuButton(tr("Presets"), tr("Replace the chain by a preset"), presets));
  buttons->addWidget(remove_);
  buttons->addWidget(listen_);
  buttons->addStretch();
  auto* top = new QWidget;
  auto* topLayout = new QVBoxLayout(top);
  topLayout->setContentsMargins(0, 0, 0, 0);
  topLayout->addWidget(which_);
  topLayout->addWidget(list_, 1);
  topLayout->addLayout(buttons);
  formPlace_->setWidgetResizable(true);
  formPlace_->setFrameShape(QFrame::NoFrame);
  formPlace_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* splitter = new QSplitter(Qt::Vertical);
  splitter->addWidget(top);
  auto* settings = new QWidget;
  auto* settingsLayout = new QVBoxLayout(settings);
  settingsLayout->setContentsMargins(0, 0, 0, 0);
  auto* pictureLayout = new QVBoxLayout(picturePlace_);
  pictureLayout->setContentsMargins(0, 0, 0, 4);
  picturePlace_->hide();
  settingsLayout->addWidget(picturePlace_);
  settingsLayout->addWidget(formPlace_, 1);
  splitter->addWidget(settings);
  splitter->setStretchFactor(1, 2);
  splitter->setChildrenCollapsible(false);
  layout->addWidget(splitter);

  Document& document = workspace_.document;
  const auto index = [](int row) { return static_cast<std::size_t>(row); };
  connect(which_, &QComboBox::activated, this, &ChainPanel::follow);
  connect(list_, &ReorderList::moveAsked, this,
          [this, &document, index](int from, int to) { document.apply(moveStage(place(), index(from), index(to))); });
  connect(list_, &ReorderList::switchAsked, this, [this, &document, index](int row, bool isOn) {
    if (!document.apply(bypassStage(place(), index(row), !isOn))) follow();
  });
  connect(list_, &ReorderList::removeAsked, this,
          [this, &document, index](int row) { document.apply(removeStage(place(), index(row))); });
  connect(remove_, &QToolButton::clicked, this, [this] {
    if (currentStage() >= 0) Q_EMIT list_->removeAsked(currentStage());
  });
  connect(listen_, &QToolButton::clicked, this, [this, &document, index](bool isOn) {
    if (currentStage() >= 0) document.apply(listenToRemoved(place(), index(currentStage()), isOn));
  });
  connect(list_, &ReorderList::currentRowChanged, this, &ChainPanel::showForm);
  connect(&document, &Document::changed, this, &ChainPanel::follow);
  connect(&document, &Document::currentTrackChanged, this, &ChainPanel::follow);
  look_->setInterval(33);
  connect(look_, &QTimer::timeout, this, [this] {
    if (picture_) picture_->showActivity(activity());
  });
  connect(&workspace_.transport, &Transport::started, look_, qOverload<>(&QTimer::start));
  connect(&workspace_.transport, &Transport::stopped, this, [this] {
    look_->stop();
    if (picture_) picture_->showActivity({});
  });
  follow();
}

std::optional<Activity> ChainPanel::activity() const {
  Transport& transport = workspace_.transport;
  if (!transport.isPlaying() || transport.listen() != Transport::Listen::Chain || currentStage() < 0) return {};
  auto index = static_cast<std::size_t>(currentStage());
  const auto activities = transport.player().activities();
  // The track's stages come first; a dither at their end is left out when the master has one, so count from the back.
  if (which_->currentIndex() != 0) {
    const std::size_t master = workspace_.document.session().masterChain.stages.size();
    if (activities.size() < master) return {};
    index += activities.size() - master;
  }
  if (index >= activities.size()) return {};
  return activities[index];
}

ChainPlace ChainPanel::place() const {
  return which_->currentIndex() == 0 ? ChainPlace{workspace_.document.currentTrack()} : ChainPlace{};
}

int ChainPanel::currentStage() const { return list_->currentRow(); }

const Chain* ChainPanel::chain() const {
  if (which_->currentIndex() != 0) return &workspace_.document.session().masterChain;
  return workspace_.document.hasTrack() ? &workspace_.document.track().chain : nullptr;
}

void ChainPanel::fillMenus(QMenu* stages, QMenu* presets) {
  for (const ProcessorType& type : processorTypes()) {
    auto* action = stages->addAction(coreText(type.settings->name));
    action->setToolTip(coreText(type.settings->text));
    connect(action, &QAction::triggered, this, [this, &type] { addStage(*type.settings); });
  }
  stages->setToolTipsVisible(true);
  for (const ChainPreset& preset : builtinPresets()) {
    auto* action = presets->addAction(coreText(preset.name));
    action->setToolTip(coreText(preset.text));
    connect(action, &QAction::triggered, this,
            [this, chain = preset.chain] { workspace_.document.apply(setChain(place(), chain)); });
  }
  presets->setToolTipsVisible(true);
}

void ChainPanel::addStage(const SettingsType& type) {
  if (!chain()) return;
  // A dither stays last.
  const auto size = chain()->stages.size();
  auto at = currentStage() < 0 ? size : static_cast<std::size_t>(currentStage()) + 1;
  if (size > 0 && chain()->stages.back().settings.type().id == "dither") at = std::min(at, size - 1);
  if (type.id == "dither") at = size;
  if (workspace_.document.apply(insertStage(place(), at, Stage{Settings(type)})))
    list_->setCurrentRow(static_cast<int>(at));
}

void ChainPanel::follow() {
  std::vector<ReorderRow> rows;
  if (chain())
    for (const Stage& stage : chain()->stages) {
      QString text = stage.label.empty() ? coreText(stage.settings.type().name) : QString::fromStdString(stage.label);
      if (stage.listensToRemoved) text += tr(" (Delta)");
      if (stage.range) text += tr(" (part of the track)");
      rows.push_back({text, !stage.isBypassed, coreText(stage.settings.type().text)});
    }
  list_->showRows(rows);
  if (list_->currentRow() < 0 && list_->count() > 0) list_->setCurrentRow(0);
  showForm();
}

void ChainPanel::showForm() {
  const int row = currentStage();
  const bool isThere = chain() && row >= 0 && row < static_cast<int>(chain()->stages.size());
  remove_->setEnabled(isThere);
  listen_->setEnabled(isThere);
  Q_EMIT currentStageChanged();
  if (!isThere) {
    delete formPlace_->takeWidget();
    form_ = nullptr;
    delete picture_;
    picture_ = nullptr;
    picturePlace_->hide();
    return;
  }
  const Stage& stage = chain()->stages[static_cast<std::size_t>(row)];
  listen_->setChecked(stage.listensToRemoved);
  if (form_ && formOf_ == row && &form_->settings().type() == &stage.settings.type()) {
    form_->show(stage.settings);
    if (picture_) picture_->show(stage.settings);
    return;
  }
  delete formPlace_->takeWidget();
  form_ = new SettingsForm(stage.settings);
  formOf_ = row;
  formPlace_->setWidget(form_);
  connect(form_, &SettingsForm::previewed, this, [this, row](const Settings& settings, const QString& parameter) {
    if (picture_) picture_->show(settings);
    workspace_.document.preview(settingsEdit(row, settings, {parameter}));
  });
  connect(form_, &SettingsForm::edited, this, [this, row](const Settings& settings, const QString& parameter) {
    workspace_.document.apply(settingsEdit(row, settings, {parameter}));
  });
  showPicture(stage, row);
}

void ChainPanel::showPicture(const Stage& stage, int row) {
  delete picture_;
  picture_ = makePicture(stage.settings, workspace_);
  picturePlace_->setVisible(picture_ != nullptr);
  if (!picture_) return;
  picturePlace_->layout()->addWidget(picture_);
  connect(picture_, &StagePicture::previewed, this, [this, row](const Settings& settings, const QStringList& changed) {
    if (form_) form_->show(settings);
    workspace_.document.preview(settingsEdit(row, settings, changed));
  });
  connect(picture_, &StagePicture::edited, this, [this, row](const Settings& settings, const QStringList& changed) {
    workspace_.document.apply(settingsEdit(row, settings, changed));
  });
}

Edit ChainPanel::settingsEdit(int stage, const Settings& settings, const QStringList& parameters) const {
  std::vector<Edit> edits;
  for (const QString& parameter : parameters) {
    const std::string id = parameter.toStdString();
    edits.push_back(setParameter(place(), static_cast<std::size_t>(stage), id, settings.text(id)));
  }
  if (edits.size() == 1) return edits.front();
  return {"Set " + settings.type().name, [edits](const Session& session) {
            Session result = session;
            for (const Edit& edit : edits) result = edit.apply(result);
            return result;
          }};
}

}  // namespace lathe::gui
