// The interface between our painted views and Qt's accessibility.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "gui/widgets/spoken.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QAccessibleWidget>

namespace lathe::gui {
namespace {

class SpokenInterface : public QAccessibleWidget {
 public:
  SpokenInterface(QWidget* widget, const Spoken& spoken)
      : QAccessibleWidget(widget, QAccessible::Graphic), spoken_(spoken) {}

  QString text(QAccessible::Text kind) const override {
    if (kind == QAccessible::Value) return spoken_.spokenValue();
    const QString text = QAccessibleWidget::text(kind);
    // Readers that ask for no value of a picture ask for its description.
    return kind == QAccessible::Description && text.isEmpty() ? spoken_.spokenValue() : text;
  }

 private:
  const Spoken& spoken_;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
  auto* widget = qobject_cast<QWidget*>(object);
  const auto* spoken = dynamic_cast<const Spoken*>(object);
  return widget && spoken ? new SpokenInterface(widget, *spoken) : nullptr;
}

}  // namespace

void offerSpokenViews() { QAccessible::installFactory(makeInterface); }

void tellSpoken(QWidget& view) {
  if (!QAccessible::isActive()) return;
  const auto* spoken = dynamic_cast<const Spoken*>(&view);
  if (!spoken) return;
  QAccessibleValueChangeEvent event(&view, spoken->spokenValue());
  QAccessible::updateAccessibility(&event);
}

}  // namespace lathe::gui
