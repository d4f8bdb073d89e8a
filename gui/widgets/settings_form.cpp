// Building forms from parameter lists.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/widgets/settings_form.h"

#include <QtCore/QLocale>
#include <QtCore/QSignalBlocker>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDoubleSpinBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSlider>
#include <QtWidgets/QToolButton>
#include <algorithm>
#include <cmath>

#include "core/audio/error.h"
#include "gui/translations/translation.h"

namespace lathe::gui {
namespace {

constexpr int kSteps = 1000;

bool isLogarithmic(const Parameter& p) { return p.scale == Scale::Logarithmic && p.minimum > 0; }

int decimalsOf(const Parameter& p) {
  if (p.unit == Unit::Bits) return 0;
  const double range = p.maximum - p.minimum;
  return range > 2000 ? 0 : range > 30 ? 1 : 2;
}

QString unitOf(const Parameter& p) {
  const auto unit = unitText(p.unit);
  return unit.empty() ? QString() : QStringLiteral(" ") % QString::fromUtf8(unit.data(), static_cast<int>(unit.size()));
}

/// A spin box that takes a wheel only while it has the focus: scrolling a panel changes nothing.
class CalmSpinBox : public QDoubleSpinBox {
 public:
  using QDoubleSpinBox::QDoubleSpinBox;

 protected:
  void wheelEvent(QWheelEvent* event) override {
    if (hasFocus())
      QDoubleSpinBox::wheelEvent(event);
    else
      event->ignore();
  }
};

class CalmSlider : public QSlider {
 public:
  using QSlider::QSlider;

 protected:
  void wheelEvent(QWheelEvent* event) override {
    if (hasFocus())
      QSlider::wheelEvent(event);
    else
      event->ignore();
  }
};

}  // namespace

double shareOfValue(const Parameter& p, double value) {
  const double clamped = std::clamp(value, p.minimum, p.maximum);
  if (!(p.maximum > p.minimum)) return 0;
  if (isLogarithmic(p)) return std::log(clamped / p.minimum) / std::log(p.maximum / p.minimum);
  return (clamped - p.minimum) / (p.maximum - p.minimum);
}

double valueOfShare(const Parameter& p, double share) {
  if (isLogarithmic(p)) return p.minimum * std::pow(p.maximum / p.minimum, share);
  return p.minimum + share * (p.maximum - p.minimum);
}

QString valueText(const Parameter& p, double value) {
  if (p.unit == Unit::Choice) return coreText(p.choices[static_cast<std::size_t>(value)].name);
  return QLocale().toString(value, 'f', decimalsOf(p)) % unitOf(p);
}

SettingsForm::SettingsForm(const Settings& settings, QWidget* parent) : QWidget(parent), settings_(settings) {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(6, 6, 6, 6);
  form->setVerticalSpacing(4);
  form->setRowWrapPolicy(QFormLayout::DontWrapRows);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  const auto add = [&](const std::string& name, const std::string& text, QWidget* row) {
    auto* label = new QLabel(coreText(name));
    label->setToolTip(coreText(text));
    label->setBuddy(row->focusProxy() ? row->focusProxy() : row);
    row->setToolTip(coreText(text));
    form->addRow(label, row);
  };
  for (const TextParameter& parameter : settings.type().texts) add(parameter.name, parameter.text, textFor(parameter));
  for (const Parameter& parameter : settings.type().parameters) add(parameter.name, parameter.text, rowFor(parameter));
}

QWidget* SettingsForm::rowFor(const Parameter& parameter) {
  if (parameter.unit == Unit::Choice) return choiceFor(parameter);
  if (parameter.unit == Unit::Switch) return switchFor(parameter);
  return sliderFor(parameter);
}

void SettingsForm::set(const std::string& id, double number, bool isFinal) {
  try {
    settings_.set(id, number);
  } catch (const Error&) {  // the controls do not leave the range
    return;
  }
  if (isFinal)
    Q_EMIT edited(settings_, QString::fromStdString(id));
  else
    Q_EMIT previewed(settings_, QString::fromStdString(id));
}

QWidget* SettingsForm::sliderFor(const Parameter& p) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  auto* slider = new CalmSlider(Qt::Horizontal);
  slider->setRange(0, kSteps);
  slider->setPageStep(kSteps / 20);
  slider->setMinimumWidth(36);
  slider->setFocusPolicy(Qt::StrongFocus);
  slider->setAccessibleName(coreText(p.name));
  auto* box = new CalmSpinBox;
  box->setDecimals(decimalsOf(p));
  box->setRange(p.minimum, p.maximum);
  box->setSuffix(unitOf(p));
  box->setKeyboardTracking(false);
  box->setSingleStep(std::max(std::pow(10, -decimalsOf(p)), (p.maximum - p.minimum) / 100));
  box->setFocusPolicy(Qt::StrongFocus);
  box->setAccessibleName(coreText(p.name));
  box->setFixedWidth(92);
  layout->addWidget(slider, 1);
  layout->addWidget(box);
  row->setFocusProxy(box);
  const std::string id = p.id;
  const auto showValue = [this, slider, box, &p] {
    const QSignalBlocker blockSlider(slider), blockBox(box);
    const double value = settings_.get(p.id);
    if (!slider->isSliderDown()) slider->setValue(static_cast<int>(std::lround(shareOfValue(p, value) * kSteps)));
    box->setValue(value);
  };
  connect(slider, &QSlider::valueChanged, this, [this, slider, showValue, &p](int step) {
    set(p.id, valueOfShare(p, static_cast<double>(step) / kSteps), !slider->isSliderDown());
    showValue();
  });
  connect(slider, &QSlider::sliderReleased, this, [this, id] { set(id, settings_.get(id), true); });
  connect(box, &QDoubleSpinBox::valueChanged, this, [this, showValue, id](double value) {
    set(id, value, true);
    showValue();
  });
  updates_.push_back(showValue);
  showValue();
  return row;
}

QWidget* SettingsForm::choiceFor(const Parameter& p) {
  auto* box = new QComboBox;
  for (const Choice& choice : p.choices) box->addItem(coreText(choice.name));
  box->setAccessibleName(coreText(p.name));
  box->setFocusPolicy(Qt::StrongFocus);
  const auto showValue = [this, box, &p] {
    const QSignalBlocker blocker(box);
    box->setCurrentIndex(static_cast<int>(settings_.get(p.id)));
  };
  connect(box, &QComboBox::activated, this, [this, &p](int index) { set(p.id, index, true); });
  updates_.push_back(showValue);
  showValue();
  return box;
}

QWidget* SettingsForm::switchFor(const Parameter& p) {
  auto* box = new QCheckBox;
  box->setAccessibleName(coreText(p.name));
  const auto showValue = [this, box, &p] {
    const QSignalBlocker blocker(box);
    box->setChecked(settings_.get(p.id) >= 0.5);
  };
  connect(box, &QCheckBox::toggled, this, [this, &p](bool isOn) { set(p.id, isOn ? 1 : 0, true); });
  updates_.push_back(showValue);
  showValue();
  return box;
}

QWidget* SettingsForm::textFor(const TextParameter& p) {
  auto* row = new QWidget;
  auto* layout = new QHBoxLayout(row);
  layout->setContentsMargins(0, 0, 0, 0);
  auto* line = new QLineEdit;
  line->setPlaceholderText(QString::fromStdString(p.form));
  line->setAccessibleName(coreText(p.name));
  layout->addWidget(line, 1);
  row->setFocusProxy(line);
  const auto take = [this, line, &p] {
    if (settings_.text(p.id) == line->text().toStdString()) return;
    try {
      settings_.setText(p.id, line->text().toStdString());
      line->setToolTip(coreText(p.text));
      Q_EMIT edited(settings_, QString::fromStdString(p.id));
    } catch (const Error& error) {
      line->setToolTip(QString::fromUtf8(error.what()));
      line->setText(QString::fromStdString(settings_.text(p.id)));
    }
  };
  connect(line, &QLineEdit::editingFinished, this, take);
  if (p.kind == TextParameter::Kind::InputFile) {
    auto* browse = new QToolButton;
    browse->setText(QStringLiteral("…"));
    browse->setToolTip(tr("Choose a file"));
    layout->addWidget(browse);
    connect(browse, &QToolButton::clicked, this, [this, line, take, &p] {
      const QString file = QFileDialog::getOpenFileName(this, coreText(p.name));
      if (file.isEmpty()) return;
      line->setText(file);
      take();
    });
  }
  updates_.push_back([this, line, &p] {
    if (!line->hasFocus()) line->setText(QString::fromStdString(settings_.text(p.id)));
  });
  updates_.back()();
  return row;
}

void SettingsForm::show(const Settings& settings) {
  if (&settings.type() != &settings_.type() || settings == settings_) return;
  settings_ = settings;
  for (const auto& update : updates_) update();
}

}  // namespace lathe::gui
