import { NewCompany } from '../companies/new-company.tsx';
import { go, useView } from '../view.ts';

/** The sheet for a new company, from wherever it was asked for. */
export function NewCompanySheet() {
  return (
    <NewCompany
      name=""
      onClose={() => useView.setState({ adding: null })}
      onAdded={(id) => {
        useView.setState({ adding: null });
        go({ screen: 'company', id });
      }}
    />
  );
}
