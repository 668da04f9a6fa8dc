import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Page } from "../parts/page.tsx";
import { words } from "../words/words.ts";
import { departmentKeys } from "./department.ts";
import "./departments.css";

/** Five departments, five daily questions; and the page to show somebody who asks what this is. */
export function DepartmentsPage(): ReactElement {
  return (
    <Page title={words.departments.title} lead={<p>{words.departments.lead}</p>}>
      <ul className="department-list">
        {departmentKeys.map((department) => (
          <li key={department}>
            <Link to="/departments/$department" params={{ department }} className="department-card">
              <span className="department-name">{words.departments[department].name}</span>
              <span className="department-question">{words.departments[department].question}</span>
            </Link>
          </li>
        ))}
        <li>
          <Link to="/store" className="department-card">
            <span className="department-name">{words.store.title}</span>
            <span className="department-question">{words.store.start}</span>
          </Link>
        </li>
        <li>
          <Link to="/mirror" className="department-card">
            <span className="department-name">{words.mirror.title}</span>
            <span className="department-question">{words.mirror.short}</span>
          </Link>
        </li>
      </ul>
    </Page>
  );
}
